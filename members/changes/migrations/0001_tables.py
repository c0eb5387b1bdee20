import django.db.models.deletion
import foundation.base.operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('changes', '0001_changes_merges_and_dismissals'),
    ]

    dependencies = [
        ('accounts', '__first__'),
        ('members', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Dismissal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('why', models.CharField(max_length=200, verbose_name='why they are not the same')),
                    ('at', models.DateTimeField(verbose_name='said at')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dismissals', to='members.organization')),
                    ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dismissals_of_others', to='members.organization')),
                ],
                options={
                    'verbose_name': 'pair that is not the same',
                    'verbose_name_plural': 'pairs that are not the same',
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='dismissal_once_a_pair', violation_error_message='This has been said already.')],
                },
            ),
                migrations.CreateModel(
                name='DismissalEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('why', models.CharField(max_length=200, verbose_name='why they are not the same')),
                    ('at', models.DateTimeField(verbose_name='said at')),
                    ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('one', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization')),
                    ('other', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='changes.dismissal')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='OrganizationChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('renamed', 'Renamed'), ('acquired', 'Acquired'), ('split', 'Split'), ('merged', 'Merged')], max_length=8, verbose_name='what happened')),
                    ('name', models.CharField(blank=True, help_text='The name before, or of the other one where it has no record.', max_length=120, verbose_name='other name')),
                    ('on', models.DateField(blank=True, help_text='Or the first day it can have been.', null=True, verbose_name='on')),
                    ('known', models.DateField(blank=True, help_text='Only where the day itself is not known: a year is 1 January to 31 December.', null=True, verbose_name='on this day at the latest')),
                    ('text', models.CharField(blank=True, max_length=300, verbose_name='in a sentence')),
                    ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                    ('is_public', models.BooleanField(default=True, verbose_name='told on its page')),
                    ('at', models.DateTimeField(editable=False, verbose_name='written at')),
                    ('by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                    ('organization', models.ForeignKey(help_text='That was renamed, acquired, split, or took the other one in.', on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='members.organization', verbose_name='organisation')),
                    ('other', models.ForeignKey(blank=True, help_text='The acquirer, the new part, or what was merged into it.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='changes_of_others', to='members.organization', verbose_name='other organisation')),
                ],
                options={
                    'verbose_name': 'change of an organisation',
                    'verbose_name_plural': 'changes of organisations',
                    'ordering': [models.OrderBy(models.F('on'), descending=True, nulls_last=True), '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['renamed', 'acquired', 'split', 'merged'])), name='organization_change_kind_known'), models.CheckConstraint(condition=models.Q(('on__isnull', True), ('known__isnull', True), ('known__gte', models.F('on')), _connector='OR'), name='organization_change_days_in_order', violation_error_message='The latest day comes before the first it can be.'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), ('other__isnull', False), _connector='OR'), name='organization_change_names_the_other', violation_error_message='Choose the other organisation, or write its name.')],
                },
            ),
                migrations.CreateModel(
                name='Merge',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('loser_key', models.BigIntegerField(verbose_name='key of the other')),
                    ('name', models.CharField(max_length=120, verbose_name='merged into it')),
                    ('slug', models.SlugField(max_length=80, verbose_name='its address')),
                    ('record', models.JSONField(editable=False)),
                    ('counts', models.JSONField(default=list, editable=False)),
                    ('at', models.DateTimeField(verbose_name='merged at')),
                    ('undone_at', models.DateTimeField(null=True, verbose_name='undone at')),
                    ('stayed', models.JSONField(default=list, verbose_name='what could not go back')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                    ('survivor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='members.organization', verbose_name='kept')),
                    ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
                    ('change', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merge', to='changes.organizationchange')),
                ],
                options={
                    'verbose_name': 'merge',
                    'verbose_name_plural': 'merges',
                    'ordering': ['-pk'],
                },
            ),
                migrations.CreateModel(
                name='OrganizationChangeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('renamed', 'Renamed'), ('acquired', 'Acquired'), ('split', 'Split'), ('merged', 'Merged')], max_length=8, verbose_name='what happened')),
                    ('name', models.CharField(blank=True, help_text='The name before, or of the other one where it has no record.', max_length=120, verbose_name='other name')),
                    ('on', models.DateField(blank=True, help_text='Or the first day it can have been.', null=True, verbose_name='on')),
                    ('known', models.DateField(blank=True, help_text='Only where the day itself is not known: a year is 1 January to 31 December.', null=True, verbose_name='on this day at the latest')),
                    ('text', models.CharField(blank=True, max_length=300, verbose_name='in a sentence')),
                    ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
                    ('is_public', models.BooleanField(default=True, verbose_name='told on its page')),
                    ('at', models.DateTimeField(editable=False, verbose_name='written at')),
                    ('by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                    ('organization', models.ForeignKey(db_constraint=False, help_text='That was renamed, acquired, split, or took the other one in.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization', verbose_name='organisation')),
                    ('other', models.ForeignKey(blank=True, db_constraint=False, help_text='The acquirer, the new part, or what was merged into it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization', verbose_name='other organisation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='changes.organizationchange')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='dismissal',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "changes_dismissalevent" ("at", "by_id", "id", "one_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."one_id", NEW."other_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."why"); RETURN NULL;', hash='d36413276abab917c21d57431dbe67ec0f639c9b', operation='INSERT', pgid='pgtrigger_insert_insert_9cfd8', table='changes_dismissal', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='dismissal',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "changes_dismissalevent" ("at", "by_id", "id", "one_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."one_id", NEW."other_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."why"); RETURN NULL;', hash='5ce14da2e6f8b01d694cf30669a1add9d0509a6a', operation='UPDATE', pgid='pgtrigger_update_update_7b916', table='changes_dismissal', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='dismissal',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "changes_dismissalevent" ("at", "by_id", "id", "one_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."one_id", OLD."other_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."why"); RETURN NULL;', hash='ce91e517ce2135c0b37ae197b6755c72e234c83c', operation='DELETE', pgid='pgtrigger_delete_delete_f3af8', table='changes_dismissal', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='dismissalevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e5bdec8aec533390d98a3698e632cd170e62e10a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6dd3d', table='changes_dismissalevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organizationchange',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "changes_organizationchangeevent" ("at", "by_id", "id", "is_public", "kind", "known", "name", "on", "organization_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."is_public", NEW."kind", NEW."known", NEW."name", NEW."on", NEW."organization_id", NEW."other_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."text"); RETURN NULL;', hash='a1682cbf24d4e86596307198fe4a1554cb034d22', operation='INSERT', pgid='pgtrigger_insert_insert_da754', table='changes_organizationchange', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organizationchange',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "changes_organizationchangeevent" ("at", "by_id", "id", "is_public", "kind", "known", "name", "on", "organization_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."is_public", NEW."kind", NEW."known", NEW."name", NEW."on", NEW."organization_id", NEW."other_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."text"); RETURN NULL;', hash='fc7839a476f994cf1801a0916aa506eb6d838970', operation='UPDATE', pgid='pgtrigger_update_update_8ad5e', table='changes_organizationchange', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organizationchange',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "changes_organizationchangeevent" ("at", "by_id", "id", "is_public", "kind", "known", "name", "on", "organization_id", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."is_public", OLD."kind", OLD."known", OLD."name", OLD."on", OLD."organization_id", OLD."other_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."text"); RETURN NULL;', hash='fef1f91a46f837bcfe51f1daf9fd5feae1b04f49', operation='DELETE', pgid='pgtrigger_delete_delete_be137', table='changes_organizationchange', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organizationchangeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='faadaebd49adb4a95c23a169b6a34755dce02a41', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5324d', table='changes_organizationchangeevent', when='BEFORE')),
            )],
        ),
    ]
