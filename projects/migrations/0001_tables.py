import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import foundation.base.operations
import foundation.base.search
import foundation.base.slugs
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('projects', '0001_initial'),
        ('projects', '0002_begun_and_stage_since'),
    ]

    dependencies = [
        ('base', '0001_extensions'),
        ('members', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Focus',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                    ('slug', models.SlugField(max_length=60, unique=True, verbose_name='slug')),
                ],
                options={
                    'verbose_name': 'focus',
                    'verbose_name_plural': 'focus areas',
                    'ordering': ['name'],
                },
            ),
                migrations.CreateModel(
                name='FocusEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=60, verbose_name='name')),
                    ('slug', models.SlugField(db_index=False, max_length=60, verbose_name='slug')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.focus')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Project',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                    ('slug', models.SlugField(unique=True, validators=[foundation.base.slugs.validate_not_reserved], verbose_name='slug')),
                    ('stage', models.CharField(choices=[('confirmed', 'Confirmed'), ('pilot', 'Pilot'), ('maintenance', 'Maintenance'), ('working_group', 'Working group'), ('retired', 'Retired')], max_length=13, verbose_name='stage')),
                    ('tagline', models.CharField(max_length=160, verbose_name='purpose in a line')),
                    ('description', models.TextField(blank=True, help_text='Paragraphs of text.', verbose_name='description')),
                    ('licence', models.CharField(blank=True, help_text='SPDX name.', max_length=40, verbose_name='licence')),
                    ('launched', models.CharField(blank=True, help_text='As exactly as it is known: 2017, 2017-12 or 2017-12-05.', max_length=10, validators=[django.core.validators.RegexValidator('^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$', 'Write 2017, 2017-12 or 2017-12-05.')], verbose_name='launched')),
                    ('begun', models.CharField(blank=True, help_text='Where the code is older than the project; anniversaries count from here.', max_length=10, validators=[django.core.validators.RegexValidator('^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$', 'Write 2017, 2017-12 or 2017-12-05.')], verbose_name='work began')),
                    ('stage_since', models.CharField(blank=True, help_text='For maintenance and retirement; confirmed projects and pilots have a day.', max_length=10, validators=[django.core.validators.RegexValidator('^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$', 'Write 2017, 2017-12 or 2017-12-05.')], verbose_name='in this stage since')),
                    ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                    ('pilot_since', models.DateField(blank=True, null=True, verbose_name='pilot since')),
                    ('colour', models.CharField(blank=True, max_length=7, verbose_name='colour')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                    ('search_text', models.GeneratedField(db_persist=True, expression=foundation.base.search.Folded(models.F('name')), output_field=models.TextField())),
                    ('backers', models.ManyToManyField(blank=True, related_name='backed_projects', to='members.organization')),
                    ('focus', models.ManyToManyField(blank=True, related_name='projects', to='projects.focus')),
                ],
                options={
                    'verbose_name': 'project',
                    'verbose_name_plural': 'projects',
                    'ordering': ['position', 'name'],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('search_text'), name='gin_trgm_ops'), name='project_search')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['confirmed', 'pilot', 'maintenance', 'working_group', 'retired'])), name='project_stage_known'), models.CheckConstraint(condition=models.Q(('launched', ''), ('launched__regex', '^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$'), _connector='OR'), name='project_launched_is_a_date', violation_error_message='Write 2017, 2017-12 or 2017-12-05.'), models.CheckConstraint(condition=models.Q(models.Q(('begun', ''), ('begun__regex', '^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$'), _connector='OR'), models.Q(('stage_since', ''), ('stage_since__regex', '^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$'), _connector='OR')), name='project_days_are_dates', violation_error_message='Write 2017, 2017-12 or 2017-12-05.'), models.CheckConstraint(condition=models.Q(('confirmed_on__isnull', True), models.Q(('stage', 'pilot'), _negated=True), _connector='OR'), name='project_pilot_is_not_confirmed', violation_error_message='A pilot has no day of confirmation.')],
                },
            ),
                migrations.CreateModel(
                name='ProjectEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('slug', models.SlugField(db_index=False, validators=[foundation.base.slugs.validate_not_reserved], verbose_name='slug')),
                    ('stage', models.CharField(choices=[('confirmed', 'Confirmed'), ('pilot', 'Pilot'), ('maintenance', 'Maintenance'), ('working_group', 'Working group'), ('retired', 'Retired')], max_length=13, verbose_name='stage')),
                    ('tagline', models.CharField(max_length=160, verbose_name='purpose in a line')),
                    ('description', models.TextField(blank=True, help_text='Paragraphs of text.', verbose_name='description')),
                    ('licence', models.CharField(blank=True, help_text='SPDX name.', max_length=40, verbose_name='licence')),
                    ('launched', models.CharField(blank=True, help_text='As exactly as it is known: 2017, 2017-12 or 2017-12-05.', max_length=10, validators=[django.core.validators.RegexValidator('^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$', 'Write 2017, 2017-12 or 2017-12-05.')], verbose_name='launched')),
                    ('begun', models.CharField(blank=True, help_text='Where the code is older than the project; anniversaries count from here.', max_length=10, validators=[django.core.validators.RegexValidator('^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$', 'Write 2017, 2017-12 or 2017-12-05.')], verbose_name='work began')),
                    ('stage_since', models.CharField(blank=True, help_text='For maintenance and retirement; confirmed projects and pilots have a day.', max_length=10, validators=[django.core.validators.RegexValidator('^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$', 'Write 2017, 2017-12 or 2017-12-05.')], verbose_name='in this stage since')),
                    ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                    ('pilot_since', models.DateField(blank=True, null=True, verbose_name='pilot since')),
                    ('colour', models.CharField(blank=True, max_length=7, verbose_name='colour')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.project')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='ProjectLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('site', 'Website'), ('code', 'Code'), ('docs', 'Documentation'), ('releases', 'Releases'), ('mailing_list', 'Mailing list'), ('meetings', 'Meetings'), ('chat', 'Chat'), ('blog', 'Blog'), ('security', 'Report a vulnerability'), ('wiki', 'Wiki')], max_length=12, verbose_name='kind')),
                    ('url', models.URLField(max_length=300, verbose_name='address')),
                    ('label', models.CharField(blank=True, max_length=80, verbose_name='label')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='projects.project')),
                ],
                options={
                    'verbose_name': 'link',
                    'verbose_name_plural': 'links',
                    'ordering': ['project', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('project', 'url'), name='project_link_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['site', 'code', 'docs', 'releases', 'mailing_list', 'meetings', 'chat', 'blog', 'security', 'wiki'])), name='project_link_kind_known')],
                },
            ),
                migrations.CreateModel(
                name='ProjectLinkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('site', 'Website'), ('code', 'Code'), ('docs', 'Documentation'), ('releases', 'Releases'), ('mailing_list', 'Mailing list'), ('meetings', 'Meetings'), ('chat', 'Chat'), ('blog', 'Blog'), ('security', 'Report a vulnerability'), ('wiki', 'Wiki')], max_length=12, verbose_name='kind')),
                    ('url', models.URLField(max_length=300, verbose_name='address')),
                    ('label', models.CharField(blank=True, max_length=80, verbose_name='label')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.projectlink')),
                    ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Release',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='version')),
                    ('released_in', models.CharField(blank=True, help_text='As exactly as it is known: 2022, 2022-10 or 2022-10-05.', max_length=10, validators=[django.core.validators.RegexValidator('^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$', 'Write 2017, 2017-12 or 2017-12-05.')], verbose_name='released')),
                    ('url', models.URLField(blank=True, verbose_name='release notes')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='projects.project')),
                ],
                options={
                    'verbose_name': 'release',
                    'verbose_name_plural': 'releases',
                    'ordering': ['project', '-released_in', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('project', 'name'), name='release_once'), models.CheckConstraint(condition=models.Q(('released_in', ''), ('released_in__regex', '^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$'), _connector='OR'), name='release_is_dated', violation_error_message='Write 2022, 2022-10 or 2022-10-05.')],
                },
            ),
                migrations.CreateModel(
                name='ReleaseEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=60, verbose_name='version')),
                    ('released_in', models.CharField(blank=True, help_text='As exactly as it is known: 2022, 2022-10 or 2022-10-05.', max_length=10, validators=[django.core.validators.RegexValidator('^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$', 'Write 2017, 2017-12 or 2017-12-05.')], verbose_name='released')),
                    ('url', models.URLField(blank=True, verbose_name='release notes')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='projects.release')),
                    ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='focus',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_focusevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;', hash='1db697eec7a490103a1c68a4d65db5ddb36eb0a2', operation='INSERT', pgid='pgtrigger_insert_insert_050a4', table='projects_focus', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='focus',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_focusevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug"); RETURN NULL;', hash='cf99af610c5683cc7d2e559f0de7d39fcfa1686b', operation='UPDATE', pgid='pgtrigger_update_update_fac12', table='projects_focus', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='focus',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_focusevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;', hash='899a491a961341b080b83724258482d67c11e597', operation='DELETE', pgid='pgtrigger_delete_delete_799fa', table='projects_focus', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='focusevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='59f031ab994090c6f3e37ab68fd3fb8988178fd8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73e11', table='projects_focusevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='project',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectevent" ("begun", "colour", "confirmed_on", "description", "id", "launched", "licence", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_since", "position", "slug", "source", "stage", "stage_since", "tagline") VALUES (NEW."begun", NEW."colour", NEW."confirmed_on", NEW."description", NEW."id", NEW."launched", NEW."licence", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pilot_since", NEW."position", NEW."slug", NEW."source", NEW."stage", NEW."stage_since", NEW."tagline"); RETURN NULL;', hash='26787fbb8651a046c3b27c6f19bfd8737570e797', operation='INSERT', pgid='pgtrigger_insert_insert_2e147', table='projects_project', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='project',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."begun" IS DISTINCT FROM (NEW."begun") OR OLD."colour" IS DISTINCT FROM (NEW."colour") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."launched" IS DISTINCT FROM (NEW."launched") OR OLD."licence" IS DISTINCT FROM (NEW."licence") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."pilot_since" IS DISTINCT FROM (NEW."pilot_since") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."stage" IS DISTINCT FROM (NEW."stage") OR OLD."stage_since" IS DISTINCT FROM (NEW."stage_since") OR OLD."tagline" IS DISTINCT FROM (NEW."tagline"))', func='INSERT INTO "projects_projectevent" ("begun", "colour", "confirmed_on", "description", "id", "launched", "licence", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_since", "position", "slug", "source", "stage", "stage_since", "tagline") VALUES (NEW."begun", NEW."colour", NEW."confirmed_on", NEW."description", NEW."id", NEW."launched", NEW."licence", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pilot_since", NEW."position", NEW."slug", NEW."source", NEW."stage", NEW."stage_since", NEW."tagline"); RETURN NULL;', hash='ac3f5169656b1958f40da2ebc50378e5764acfd7', operation='UPDATE', pgid='pgtrigger_update_update_804c3', table='projects_project', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='project',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectevent" ("begun", "colour", "confirmed_on", "description", "id", "launched", "licence", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_since", "position", "slug", "source", "stage", "stage_since", "tagline") VALUES (OLD."begun", OLD."colour", OLD."confirmed_on", OLD."description", OLD."id", OLD."launched", OLD."licence", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pilot_since", OLD."position", OLD."slug", OLD."source", OLD."stage", OLD."stage_since", OLD."tagline"); RETURN NULL;', hash='b6896836bb383f261a6cc69b8eddffd85f440c72', operation='DELETE', pgid='pgtrigger_delete_delete_2192f', table='projects_project', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='projectevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1e539f9fdce38ce92bafc8b1e4a452e7eeeec59d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bce67', table='projects_projectevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='projectlink',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectlinkevent" ("id", "kind", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "url") VALUES (NEW."id", NEW."kind", NEW."label", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."url"); RETURN NULL;', hash='e628acce9e75c9546273a4bb2a58afb4a6f17ee3', operation='INSERT', pgid='pgtrigger_insert_insert_be61f', table='projects_projectlink', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='projectlink',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_projectlinkevent" ("id", "kind", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "url") VALUES (NEW."id", NEW."kind", NEW."label", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."url"); RETURN NULL;', hash='cf470fc8b8bfdb880eb6d523e3f694e325cdee32', operation='UPDATE', pgid='pgtrigger_update_update_fc5f5', table='projects_projectlink', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='projectlink',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_projectlinkevent" ("id", "kind", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "url") VALUES (OLD."id", OLD."kind", OLD."label", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."url"); RETURN NULL;', hash='51c57b904e748d4c3ac732b92266ed704210d443', operation='DELETE', pgid='pgtrigger_delete_delete_e1fc4', table='projects_projectlink', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='projectlinkevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='646776436c8e181e8f6f55b9dec9de13d27ad474', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b93a', table='projects_projectlinkevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='release',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_releaseevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "released_in", "url") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."released_in", NEW."url"); RETURN NULL;', hash='836a73d15f67e1f010a63bf3508857b0c4ed0cf7', operation='INSERT', pgid='pgtrigger_insert_insert_7558b', table='projects_release', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='release',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "projects_releaseevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "released_in", "url") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."released_in", NEW."url"); RETURN NULL;', hash='83989369d9fdc61a343df9b4437fd7558988d872', operation='UPDATE', pgid='pgtrigger_update_update_c71ed', table='projects_release', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='release',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "projects_releaseevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "released_in", "url") VALUES (OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."released_in", OLD."url"); RETURN NULL;', hash='f868394d5f41d209caf5d0f94218297706328dde', operation='DELETE', pgid='pgtrigger_delete_delete_3b9ea', table='projects_release', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='releaseevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8885413e27938f3856a715e1b5071684282ce1f6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2bed3', table='projects_releaseevent', when='BEFORE')),
            )],
        ),
    ]
