import django.db.models.deletion
import foundation.base.clock
import foundation.base.operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('hosting', '0001_initial'),
        ('hosting', '0002_initial'),
        ('hosting', '0003_services_criteria_and_keys'),
    ]

    dependencies = [
        ('members', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('projects', '0001_tables'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                    ('text', models.CharField(max_length=300, verbose_name='in a sentence')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ],
                options={
                    'verbose_name': 'criterion',
                    'verbose_name_plural': 'criteria of confirmation',
                    'ordering': ['position', 'pk'],
                },
            ),
                migrations.CreateModel(
                name='CriterionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('text', models.CharField(max_length=300, verbose_name='in a sentence')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='hosting.criterion')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Enquiry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(max_length=12, unique=True, verbose_name='reference')),
                    ('secret', models.CharField(max_length=32, unique=True)),
                    ('token', models.CharField(blank=True, editable=False, help_text='The key of the form it came from: a second click stores nothing.', max_length=40, null=True, unique=True)),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('organization', models.CharField(max_length=150, verbose_name='organisation')),
                    ('title', models.CharField(blank=True, max_length=150, verbose_name='job title')),
                    ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                    ('project', models.CharField(max_length=80, verbose_name='project')),
                    ('repository', models.URLField(max_length=300, verbose_name='public repository')),
                    ('licence', models.CharField(max_length=60, verbose_name='licence')),
                    ('contributors', models.PositiveIntegerField(blank=True, null=True, verbose_name='contributors')),
                    ('organizations_involved', models.TextField(blank=True, verbose_name='organisations involved')),
                    ('platinum', models.CharField(choices=[('one', 'One of these Platinum members'), ('interested', 'One is interested in becoming a Platinum member'), ('none', 'None yet')], max_length=10, verbose_name='Platinum member involved')),
                    ('comment', models.CharField(blank=True, max_length=400, verbose_name='comment')),
                    ('state', models.CharField(choices=[('new', 'New'), ('in_conversation', 'In conversation'), ('pilot', 'Became a pilot'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='new', max_length=15, verbose_name='state')),
                    ('state_since', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='in this state since')),
                    ('staff_note', models.TextField(blank=True, verbose_name='note of the staff')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='asked at')),
                    ('hosted_as', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enquiry', to='projects.project', verbose_name='became the project')),
                    ('platinum_member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosting_enquiries', to='members.organization', verbose_name='which Platinum member')),
                ],
                options={
                    'verbose_name': 'hosting enquiry',
                    'verbose_name_plural': 'hosting enquiries',
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['new', 'in_conversation', 'pilot', 'declined', 'withdrawn'])), name='enquiry_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('platinum', 'one'), ('platinum_member__isnull', False)), models.Q(models.Q(('platinum', 'one'), _negated=True), ('platinum_member__isnull', True)), _connector='OR'), name='enquiry_names_its_platinum_member', violation_error_message='Name the Platinum member, or choose another answer.'), models.CheckConstraint(condition=models.Q(models.Q(('hosted_as__isnull', False), ('state', 'pilot')), models.Q(models.Q(('state', 'pilot'), _negated=True), ('hosted_as__isnull', True)), _connector='OR'), name='enquiry_pilot_has_its_project')],
                },
            ),
                migrations.CreateModel(
                name='EnquiryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('reference', models.CharField(max_length=12, verbose_name='reference')),
                    ('token', models.CharField(blank=True, editable=False, help_text='The key of the form it came from: a second click stores nothing.', max_length=40, null=True)),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('organization', models.CharField(max_length=150, verbose_name='organisation')),
                    ('title', models.CharField(blank=True, max_length=150, verbose_name='job title')),
                    ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                    ('project', models.CharField(max_length=80, verbose_name='project')),
                    ('repository', models.URLField(max_length=300, verbose_name='public repository')),
                    ('licence', models.CharField(max_length=60, verbose_name='licence')),
                    ('contributors', models.PositiveIntegerField(blank=True, null=True, verbose_name='contributors')),
                    ('organizations_involved', models.TextField(blank=True, verbose_name='organisations involved')),
                    ('platinum', models.CharField(choices=[('one', 'One of these Platinum members'), ('interested', 'One is interested in becoming a Platinum member'), ('none', 'None yet')], max_length=10, verbose_name='Platinum member involved')),
                    ('comment', models.CharField(blank=True, max_length=400, verbose_name='comment')),
                    ('state', models.CharField(choices=[('new', 'New'), ('in_conversation', 'In conversation'), ('pilot', 'Became a pilot'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='new', max_length=15, verbose_name='state')),
                    ('state_since', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='in this state since')),
                    ('staff_note', models.TextField(blank=True, verbose_name='note of the staff')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='asked at')),
                    ('hosted_as', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project', verbose_name='became the project')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='hosting.enquiry')),
                    ('platinum_member', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization', verbose_name='which Platinum member')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Service',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('group', models.CharField(max_length=60, verbose_name='group')),
                    ('name', models.CharField(max_length=80, unique=True, verbose_name='service')),
                    ('text', models.CharField(max_length=300, verbose_name='what it is')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ],
                options={
                    'verbose_name': 'service',
                    'verbose_name_plural': 'services',
                    'ordering': ['position', 'pk'],
                },
            ),
                migrations.CreateModel(
                name='ServiceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('group', models.CharField(max_length=60, verbose_name='group')),
                    ('name', models.CharField(max_length=80, verbose_name='service')),
                    ('text', models.CharField(max_length=300, verbose_name='what it is')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='hosting.service')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='criterion',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hosting_criterionevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."text"); RETURN NULL;', hash='f6192fc341000128556e476386483744d4dc2755', operation='INSERT', pgid='pgtrigger_insert_insert_ab18f', table='hosting_criterion', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='criterion',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "hosting_criterionevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."text"); RETURN NULL;', hash='f196e5b318bbffbcac20e687021ec5f973384f65', operation='UPDATE', pgid='pgtrigger_update_update_39d71', table='hosting_criterion', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='criterion',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hosting_criterionevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."text"); RETURN NULL;', hash='800adde81b41917aca88e73d9169552620739912', operation='DELETE', pgid='pgtrigger_delete_delete_d6b0b', table='hosting_criterion', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='criterionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4521f2d28adc7d5b9e660bd5337558b12e6a9bf0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b2918', table='hosting_criterionevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='enquiry',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hosting_enquiryevent" ("comment", "contributors", "created_at", "email", "hosted_as_id", "id", "licence", "name", "organization", "organizations_involved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "platinum", "platinum_member_id", "project", "reference", "repository", "staff_note", "state", "state_since", "title", "token") VALUES (NEW."comment", NEW."contributors", NEW."created_at", NEW."email", NEW."hosted_as_id", NEW."id", NEW."licence", NEW."name", NEW."organization", NEW."organizations_involved", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."platinum", NEW."platinum_member_id", NEW."project", NEW."reference", NEW."repository", NEW."staff_note", NEW."state", NEW."state_since", NEW."title", NEW."token"); RETURN NULL;', hash='4eae4b6757485fd491a0ec03ec3aa84d65cdb61b', operation='INSERT', pgid='pgtrigger_insert_insert_29dcb', table='hosting_enquiry', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='enquiry',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."comment" IS DISTINCT FROM (NEW."comment") OR OLD."contributors" IS DISTINCT FROM (NEW."contributors") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."hosted_as_id" IS DISTINCT FROM (NEW."hosted_as_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."licence" IS DISTINCT FROM (NEW."licence") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organization" IS DISTINCT FROM (NEW."organization") OR OLD."organizations_involved" IS DISTINCT FROM (NEW."organizations_involved") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."platinum" IS DISTINCT FROM (NEW."platinum") OR OLD."platinum_member_id" IS DISTINCT FROM (NEW."platinum_member_id") OR OLD."project" IS DISTINCT FROM (NEW."project") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."repository" IS DISTINCT FROM (NEW."repository") OR OLD."staff_note" IS DISTINCT FROM (NEW."staff_note") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."state_since" IS DISTINCT FROM (NEW."state_since") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."token" IS DISTINCT FROM (NEW."token"))', func='INSERT INTO "hosting_enquiryevent" ("comment", "contributors", "created_at", "email", "hosted_as_id", "id", "licence", "name", "organization", "organizations_involved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "platinum", "platinum_member_id", "project", "reference", "repository", "staff_note", "state", "state_since", "title", "token") VALUES (NEW."comment", NEW."contributors", NEW."created_at", NEW."email", NEW."hosted_as_id", NEW."id", NEW."licence", NEW."name", NEW."organization", NEW."organizations_involved", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."platinum", NEW."platinum_member_id", NEW."project", NEW."reference", NEW."repository", NEW."staff_note", NEW."state", NEW."state_since", NEW."title", NEW."token"); RETURN NULL;', hash='4d17823b8a5ab5cb45ccd3958d1d31e0c3bd424a', operation='UPDATE', pgid='pgtrigger_update_update_44194', table='hosting_enquiry', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='enquiry',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hosting_enquiryevent" ("comment", "contributors", "created_at", "email", "hosted_as_id", "id", "licence", "name", "organization", "organizations_involved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "platinum", "platinum_member_id", "project", "reference", "repository", "staff_note", "state", "state_since", "title", "token") VALUES (OLD."comment", OLD."contributors", OLD."created_at", OLD."email", OLD."hosted_as_id", OLD."id", OLD."licence", OLD."name", OLD."organization", OLD."organizations_involved", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."platinum", OLD."platinum_member_id", OLD."project", OLD."reference", OLD."repository", OLD."staff_note", OLD."state", OLD."state_since", OLD."title", OLD."token"); RETURN NULL;', hash='e755e71103c8efcaacaa6542d15703a3d707d5e0', operation='DELETE', pgid='pgtrigger_delete_delete_33763', table='hosting_enquiry', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='enquiryevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8687591c5fbf4ebd59942fc356a11b5b4d408a0d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4ced9', table='hosting_enquiryevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='service',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hosting_serviceevent" ("group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (NEW."group", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."text"); RETURN NULL;', hash='78d3c85045ed67c1287d268921962d744b8f78a5', operation='INSERT', pgid='pgtrigger_insert_insert_29d2b', table='hosting_service', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='service',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "hosting_serviceevent" ("group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (NEW."group", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."text"); RETURN NULL;', hash='f247938e9a76e10325db4df306275232fe37d3e5', operation='UPDATE', pgid='pgtrigger_update_update_dcef4', table='hosting_service', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='service',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hosting_serviceevent" ("group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text") VALUES (OLD."group", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."text"); RETURN NULL;', hash='cb153078591dfe46e2cf1a7e028496d559ad9f17', operation='DELETE', pgid='pgtrigger_delete_delete_f6383', table='hosting_service', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='serviceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e12f4e01d7cbb5d5c7651fadf027dc2c6da7ffdd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_db89e', table='hosting_serviceevent', when='BEFORE')),
            )],
        ),
    ]
