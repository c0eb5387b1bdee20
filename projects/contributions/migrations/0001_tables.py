import django.core.validators
import django.db.models.deletion
import foundation.base.operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('contributions', '0001_initial'),
    ]

    dependencies = [
        ('base', '0001_extensions'),
        ('members', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('projects', '0001_tables'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Bot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('pattern', models.CharField(help_text='Small letters; * stands for anything: *[bot]*, zuul@*.', max_length=120, unique=True, verbose_name='name or address')),
                ],
                options={
                    'verbose_name': 'bot',
                    'verbose_name_plural': 'bots',
                    'ordering': ['pattern'],
                },
            ),
                migrations.CreateModel(
                name='BotEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('pattern', models.CharField(help_text='Small letters; * stands for anything: *[bot]*, zuul@*.', max_length=120, verbose_name='name or address')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contributions.bot')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Contributor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=32, unique=True, verbose_name='key')),
                ],
                options={
                    'verbose_name': 'contributor',
                    'verbose_name_plural': 'contributors',
                },
            ),
                migrations.CreateModel(
                name='DeveloperMonth',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='month')),
                    ('commits', models.PositiveIntegerField(verbose_name='commits')),
                    ('newcomers', models.PositiveIntegerField(verbose_name='first contributions')),
                    ('year_commits', models.PositiveIntegerField(verbose_name='commits in twelve months')),
                    ('year_contributors', models.PositiveIntegerField(verbose_name='contributors in twelve months')),
                    ('year_organizations', models.PositiveIntegerField(verbose_name='organisations in twelve months')),
                    ('year_newcomers', models.PositiveIntegerField(verbose_name='newcomers in twelve months')),
                    ('bus_factor', models.PositiveIntegerField(help_text='How few people wrote half of these commits.', verbose_name='bus factor')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='developer_months', to='projects.project')),
                ],
                options={
                    'verbose_name': 'month of developers',
                    'verbose_name_plural': 'months of developers',
                    'ordering': ['project', '-month'],
                    'constraints': [models.UniqueConstraint(fields=('project', 'month'), name='developer_month_once')],
                },
            ),
                migrations.CreateModel(
                name='Repository',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('address', models.CharField(help_text='What git clones: https://example.org/code.git, or a folder of this machine.', max_length=300, validators=[django.core.validators.RegexValidator('^(https://[A-Za-z0-9.-]+(:\\d+)?/[A-Za-z0-9._~/+%-]*|/[^\\s\\x00]*)$', 'Write the address as https://example.org/code.git.')], verbose_name='address')),
                    ('is_followed', models.BooleanField(default=True, help_text='Read once a day; else it stays as it was.', verbose_name='followed')),
                    ('source', models.CharField(blank=True, help_text='Printed below its figures; the address, where this is empty.', max_length=200, verbose_name='source')),
                    ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='repositories', to='projects.project')),
                ],
                options={
                    'verbose_name': 'repository',
                    'verbose_name_plural': 'repositories',
                    'ordering': ['project', 'name'],
                    'constraints': [models.UniqueConstraint(fields=('project', 'address'), name='repository_once', violation_error_message='This repository is counted already.'), models.CheckConstraint(condition=models.Q(('address__regex', '^(https://[A-Za-z0-9.-]+(:\\d+)?/[A-Za-z0-9._~/+%-]*|/[^\\s\\x00]*)$')), name='repository_address_is_one', violation_error_message='Write the address as https://example.org/code.git.')],
                },
            ),
                migrations.CreateModel(
                name='Contribution',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('month', models.DateField(verbose_name='month')),
                    ('commits', models.PositiveIntegerField(verbose_name='commits')),
                    ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributions', to='members.organization')),
                    ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='contributions.contributor')),
                    ('repository', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='contributions.repository')),
                ],
                options={
                    'verbose_name': 'contribution',
                    'verbose_name_plural': 'contributions',
                    'indexes': [models.Index(fields=['repository', 'month'], name='contribution_month')],
                    'constraints': [models.UniqueConstraint(fields=('repository', 'contributor', 'month', 'organization'), name='contribution_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('commits__gt', 0)), name='contribution_of_something'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='contribution_in_a_month')],
                },
            ),
                migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('tip', models.CharField(blank=True, max_length=64, verbose_name='read up to')),
                    ('target', models.CharField(blank=True, max_length=64, verbose_name='being read up to')),
                    ('done', models.PositiveIntegerField(default=0, verbose_name='commits done')),
                    ('commits', models.PositiveIntegerField(default=0, verbose_name='commits counted')),
                    ('bots', models.PositiveIntegerField(default=0, verbose_name='commits of bots, not counted')),
                    ('key_mark', models.CharField(blank=True, editable=False, max_length=16)),
                    ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='last read')),
                    ('error', models.CharField(blank=True, max_length=500, verbose_name='what went wrong')),
                    ('repository', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='contributions.repository')),
                ],
                options={
                    'verbose_name': 'reading',
                    'verbose_name_plural': 'readings',
                },
            ),
                migrations.CreateModel(
                name='RepositoryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('address', models.CharField(help_text='What git clones: https://example.org/code.git, or a folder of this machine.', max_length=300, validators=[django.core.validators.RegexValidator('^(https://[A-Za-z0-9.-]+(:\\d+)?/[A-Za-z0-9._~/+%-]*|/[^\\s\\x00]*)$', 'Write the address as https://example.org/code.git.')], verbose_name='address')),
                    ('is_followed', models.BooleanField(default=True, help_text='Read once a day; else it stays as it was.', verbose_name='followed')),
                    ('source', models.CharField(blank=True, help_text='Printed below its figures; the address, where this is empty.', max_length=200, verbose_name='source')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='contributions.repository')),
                    ('project', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='projects.project')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bot',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contributions_botevent" ("id", "pattern", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."pattern", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='72e3e2d562bce06c66ef49df687350b108f5547d', operation='INSERT', pgid='pgtrigger_insert_insert_7da6e', table='contributions_bot', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bot',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contributions_botevent" ("id", "pattern", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."pattern", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='dfdf6740a0b8386519fdf56314fd1257a2de69df', operation='UPDATE', pgid='pgtrigger_update_update_c7d7d', table='contributions_bot', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bot',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contributions_botevent" ("id", "pattern", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."pattern", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='7dc20b6e5b20c70afd2a78cba551b20c4e248668', operation='DELETE', pgid='pgtrigger_delete_delete_62172', table='contributions_bot', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='botevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ca2898adfae4853a6db332b7f3a3b0644417278c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_27295', table='contributions_botevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='repository',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contributions_repositoryevent" ("address", "id", "is_followed", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "source") VALUES (NEW."address", NEW."id", NEW."is_followed", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."project_id", NEW."source"); RETURN NULL;', hash='88531b1b937fc46f5893cd978e3cf420a89ceb3d', operation='INSERT', pgid='pgtrigger_insert_insert_c34b8', table='contributions_repository', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='repository',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "contributions_repositoryevent" ("address", "id", "is_followed", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "source") VALUES (NEW."address", NEW."id", NEW."is_followed", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."project_id", NEW."source"); RETURN NULL;', hash='817a2bc2c3a198f43f74a8ac4cc22cfed039f982', operation='UPDATE', pgid='pgtrigger_update_update_16846', table='contributions_repository', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='repository',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "contributions_repositoryevent" ("address", "id", "is_followed", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "project_id", "source") VALUES (OLD."address", OLD."id", OLD."is_followed", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."project_id", OLD."source"); RETURN NULL;', hash='5d35f5c0b2cb6d5985d9e2a4287b4908b9345c3f', operation='DELETE', pgid='pgtrigger_delete_delete_0b0ed', table='contributions_repository', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='repositoryevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a5e5dfe1f293ef05b2158e9fb062f68676091417', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_42293', table='contributions_repositoryevent', when='BEFORE')),
            )],
        ),
    ]
