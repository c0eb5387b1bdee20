import django.db.models.deletion
import django.db.models.functions.text
import foundation.base.clock
import foundation.base.operations
import foundation.base.tokens
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('representation', '0001_invitations'),
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
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('role', models.CharField(choices=[('primary', 'Primary'), ('billing', 'Billing'), ('marketing', 'Marketing'), ('technical', 'Technical'), ('board', 'Board')], max_length=9, verbose_name='role')),
                    ('is_admin', models.BooleanField(default=False, help_text='May edit what is said of the organisation and invite its people.', verbose_name='looks after its pages')),
                    ('secret', models.CharField(default=foundation.base.tokens.secret, editable=False, max_length=32, unique=True)),
                    ('invited_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='invited at')),
                    ('sent_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='last sent at')),
                    ('expires_at', models.DateTimeField(verbose_name='to be answered until')),
                    ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                    ('declined_at', models.DateTimeField(blank=True, null=True, verbose_name='declined at')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                    ('hands_over', models.ForeignKey(blank=True, help_text='Whose role ends when this is accepted.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='successors', to='members.representative', verbose_name='takes over from')),
                    ('invited_by', models.ForeignKey(blank=True, help_text='Empty: the foundation itself, as when an application was approved.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='representative_invitations', to='members.organization', verbose_name='organisation')),
                    ('representative', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.representative', verbose_name='became')),
                ],
                options={
                    'verbose_name': 'invitation of a representative',
                    'verbose_name_plural': 'invitations of representatives',
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('declined_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('organization', 'email', 'role'), name='representative_invitation_one_open', violation_error_message='This person is invited to that role already.'), models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', True), ('declined_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('hands_over',), name='representative_invitation_one_successor', violation_error_message='A successor is invited already: withdraw that first.'), models.CheckConstraint(condition=models.Q(('role__in', ['primary', 'billing', 'marketing', 'technical', 'board'])), name='representative_invitation_role_known'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='representative_invitation_email_in_lower_case', violation_error_message='Write the address in small letters.'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', True), ('declined_at__isnull', True)), models.Q(('accepted_at__isnull', True), ('withdrawn_at__isnull', True)), models.Q(('declined_at__isnull', True), ('withdrawn_at__isnull', True)), _connector='OR'), name='representative_invitation_has_one_end')],
                },
            ),
                migrations.CreateModel(
                name='InvitationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('role', models.CharField(choices=[('primary', 'Primary'), ('billing', 'Billing'), ('marketing', 'Marketing'), ('technical', 'Technical'), ('board', 'Board')], max_length=9, verbose_name='role')),
                    ('is_admin', models.BooleanField(default=False, help_text='May edit what is said of the organisation and invite its people.', verbose_name='looks after its pages')),
                    ('invited_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='invited at')),
                    ('sent_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='last sent at')),
                    ('expires_at', models.DateTimeField(verbose_name='to be answered until')),
                    ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded at')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                    ('declined_at', models.DateTimeField(blank=True, null=True, verbose_name='declined at')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                    ('hands_over', models.ForeignKey(blank=True, db_constraint=False, help_text='Whose role ends when this is accepted.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.representative', verbose_name='takes over from')),
                    ('invited_by', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: the foundation itself, as when an application was approved.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                    ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization', verbose_name='organisation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='representation.invitation')),
                    ('representative', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.representative', verbose_name='became')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='invitation',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "representation_invitationevent" ("accepted_at", "declined_at", "email", "expires_at", "hands_over_id", "id", "invited_at", "invited_by_id", "is_admin", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_at", "representative_id", "role", "sent_at", "withdrawn_at") VALUES (NEW."accepted_at", NEW."declined_at", NEW."email", NEW."expires_at", NEW."hands_over_id", NEW."id", NEW."invited_at", NEW."invited_by_id", NEW."is_admin", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reminded_at", NEW."representative_id", NEW."role", NEW."sent_at", NEW."withdrawn_at"); RETURN NULL;', hash='614fcafd9fa890d5b7332678aae53dc4f311a3ce', operation='INSERT', pgid='pgtrigger_insert_insert_2a4c5', table='representation_invitation', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='invitation',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."declined_at" IS DISTINCT FROM (NEW."declined_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."hands_over_id" IS DISTINCT FROM (NEW."hands_over_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_at" IS DISTINCT FROM (NEW."invited_at") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."is_admin" IS DISTINCT FROM (NEW."is_admin") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."representative_id" IS DISTINCT FROM (NEW."representative_id") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "representation_invitationevent" ("accepted_at", "declined_at", "email", "expires_at", "hands_over_id", "id", "invited_at", "invited_by_id", "is_admin", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_at", "representative_id", "role", "sent_at", "withdrawn_at") VALUES (NEW."accepted_at", NEW."declined_at", NEW."email", NEW."expires_at", NEW."hands_over_id", NEW."id", NEW."invited_at", NEW."invited_by_id", NEW."is_admin", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reminded_at", NEW."representative_id", NEW."role", NEW."sent_at", NEW."withdrawn_at"); RETURN NULL;', hash='84bc080bd56832c36bef99e6a638794f937964ed', operation='UPDATE', pgid='pgtrigger_update_update_c3501', table='representation_invitation', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='invitation',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "representation_invitationevent" ("accepted_at", "declined_at", "email", "expires_at", "hands_over_id", "id", "invited_at", "invited_by_id", "is_admin", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reminded_at", "representative_id", "role", "sent_at", "withdrawn_at") VALUES (OLD."accepted_at", OLD."declined_at", OLD."email", OLD."expires_at", OLD."hands_over_id", OLD."id", OLD."invited_at", OLD."invited_by_id", OLD."is_admin", OLD."name", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reminded_at", OLD."representative_id", OLD."role", OLD."sent_at", OLD."withdrawn_at"); RETURN NULL;', hash='45fcd411c5dbed8775cebb0b976de21f9f267f4a', operation='DELETE', pgid='pgtrigger_delete_delete_b14cf', table='representation_invitation', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='invitationevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cb8d2c7164834fe4abbc879abd64f41f2d9755d8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d2025', table='representation_invitationevent', when='BEFORE')),
            )],
        ),
    ]
