import django.db.models.deletion
import foundation.base.clock
import foundation.base.operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('profiles', '0001_drafts'),
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
                name='ProfileDraft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('written', 'Being written'), ('submitted', 'Waits for approval'), ('returned', 'Returned with a note'), ('approved', 'Approved'), ('discarded', 'Discarded')], default='written', max_length=9, verbose_name='state')),
                    ('proposed', models.JSONField(blank=True, default=dict, verbose_name='proposed')),
                    ('base', models.JSONField(blank=True, default=dict, verbose_name='before')),
                    ('logo_content', models.BinaryField(blank=True, null=True, verbose_name='new logo')),
                    ('logo_kind', models.CharField(blank=True, max_length=4, verbose_name='kind of the new logo')),
                    ('removes_logo', models.BooleanField(default=False, verbose_name='removes the logo')),
                    ('note', models.TextField(blank=True, verbose_name='note of the staff')),
                    ('begun_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='begun at')),
                    ('written_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='last written at')),
                    ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profile_drafts', to='members.organization', verbose_name='organisation')),
                    ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ],
                options={
                    'verbose_name': 'draft of a profile',
                    'verbose_name_plural': 'drafts of profiles',
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['written', 'submitted', 'returned'])), fields=('organization',), name='profile_draft_one_open', violation_error_message='There is an open draft already.'), models.CheckConstraint(condition=models.Q(('state__in', ['written', 'submitted', 'returned', 'approved', 'discarded'])), name='profile_draft_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['submitted', 'approved', 'returned']), _negated=True), ('submitted_at__isnull', False), _connector='OR'), name='profile_draft_submitted_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('logo_content__isnull', True), ('logo_kind', '')), models.Q(('logo_content__isnull', False), ('logo_kind__in', ['svg', 'webp']), ('removes_logo', False)), _connector='OR'), name='profile_draft_logo_has_a_kind'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='profile_draft_returned_with_a_note')],
                },
            ),
                migrations.CreateModel(
                name='ProfileDraftEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('state', models.CharField(choices=[('written', 'Being written'), ('submitted', 'Waits for approval'), ('returned', 'Returned with a note'), ('approved', 'Approved'), ('discarded', 'Discarded')], default='written', max_length=9, verbose_name='state')),
                    ('proposed', models.JSONField(blank=True, default=dict, verbose_name='proposed')),
                    ('base', models.JSONField(blank=True, default=dict, verbose_name='before')),
                    ('logo_kind', models.CharField(blank=True, max_length=4, verbose_name='kind of the new logo')),
                    ('removes_logo', models.BooleanField(default=False, verbose_name='removes the logo')),
                    ('note', models.TextField(blank=True, verbose_name='note of the staff')),
                    ('begun_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='begun at')),
                    ('written_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='last written at')),
                    ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                    ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization', verbose_name='organisation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='profiles.profiledraft')),
                    ('written_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='profiledraft',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "profiles_profiledraftevent" ("base", "begun_at", "decided_at", "decided_by_id", "id", "logo_kind", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "removes_logo", "state", "submitted_at", "version", "written_at", "written_by_id") VALUES (NEW."base", NEW."begun_at", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."logo_kind", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed", NEW."removes_logo", NEW."state", NEW."submitted_at", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='31906a4b0ac7025283ac1889ff3011d4cfeb0436', operation='INSERT', pgid='pgtrigger_insert_insert_c781f', table='profiles_profiledraft', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='profiledraft',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."base" IS DISTINCT FROM (NEW."base") OR OLD."begun_at" IS DISTINCT FROM (NEW."begun_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."logo_kind" IS DISTINCT FROM (NEW."logo_kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."proposed" IS DISTINCT FROM (NEW."proposed") OR OLD."removes_logo" IS DISTINCT FROM (NEW."removes_logo") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))', func='INSERT INTO "profiles_profiledraftevent" ("base", "begun_at", "decided_at", "decided_by_id", "id", "logo_kind", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "removes_logo", "state", "submitted_at", "version", "written_at", "written_by_id") VALUES (NEW."base", NEW."begun_at", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."logo_kind", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed", NEW."removes_logo", NEW."state", NEW."submitted_at", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='3df289d6913217640fc2217e64fe7d876c28d150', operation='UPDATE', pgid='pgtrigger_update_update_fab33', table='profiles_profiledraft', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='profiledraft',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "profiles_profiledraftevent" ("base", "begun_at", "decided_at", "decided_by_id", "id", "logo_kind", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "removes_logo", "state", "submitted_at", "version", "written_at", "written_by_id") VALUES (OLD."base", OLD."begun_at", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."logo_kind", OLD."note", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed", OLD."removes_logo", OLD."state", OLD."submitted_at", OLD."version", OLD."written_at", OLD."written_by_id"); RETURN NULL;', hash='2b0adb694c11cad6626a8b1e509fdf7f09dba3b0', operation='DELETE', pgid='pgtrigger_delete_delete_513c0', table='profiles_profiledraft', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='profiledraftevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='164cdff1dd6a3b87e0eff8dd33ce438c16a9a30a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e571', table='profiles_profiledraftevent', when='BEFORE')),
            )],
        ),
    ]
