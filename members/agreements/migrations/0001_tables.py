import django.db.models.deletion
import django.db.models.functions.text
import foundation.base.operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('agreements', '0001_corporate_agreements'),
    ]

    dependencies = [
        ('members', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='CorporateAgreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.CharField(blank=True, help_text='Empty if nobody knows.', max_length=40, verbose_name='version of the text')),
                    ('signer', models.CharField(blank=True, max_length=150, verbose_name='signed by')),
                    ('signer_title', models.CharField(blank=True, max_length=150, verbose_name='title')),
                    ('signer_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                    ('organization', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='corporate_agreement', to='members.organization', verbose_name='organisation')),
                ],
                options={
                    'verbose_name': 'corporate agreement',
                    'verbose_name_plural': 'corporate agreements',
                    'ordering': ['organization__name'],
                },
            ),
                migrations.CreateModel(
                name='AuthorizedPerson',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('team', models.CharField(blank=True, max_length=80, verbose_name='team')),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('email', models.EmailField(db_index=True, max_length=254, verbose_name='e-mail')),
                    ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                    ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='people', to='agreements.corporateagreement')),
                ],
                options={
                    'verbose_name': 'authorised person',
                    'verbose_name_plural': 'authorised people',
                    'ordering': ['agreement', 'team', 'name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='authorized_person_email_in_lower_case', violation_error_message='Write the address in small letters.'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='authorized_person_ends_after_it_begins', violation_error_message='The last day must not come before the first.'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('agreement', 'email'), name='authorized_person_once', violation_error_message='This person is authorised already.')],
                },
            ),
                migrations.CreateModel(
                name='AuthorizedPersonEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('team', models.CharField(blank=True, max_length=80, verbose_name='team')),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('since', models.DateField(blank=True, null=True, verbose_name='since')),
                    ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.authorizedperson')),
                    ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.corporateagreement')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='AgreementDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('kind', models.CharField(choices=[('pdf', 'PDF'), ('png', 'PNG'), ('jpeg', 'JPEG')], max_length=4, verbose_name='kind')),
                    ('content', models.BinaryField()),
                    ('at', models.DateTimeField(verbose_name='filed at')),
                    ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='document', to='agreements.corporateagreement')),
                ],
                options={
                    'verbose_name': 'signed document',
                    'verbose_name_plural': 'signed documents',
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'png', 'jpeg'])), name='agreement_document_kind_known')],
                },
            ),
                migrations.CreateModel(
                name='CorporateAgreementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('version', models.CharField(blank=True, help_text='Empty if nobody knows.', max_length=40, verbose_name='version of the text')),
                    ('signer', models.CharField(blank=True, max_length=150, verbose_name='signed by')),
                    ('signer_title', models.CharField(blank=True, max_length=150, verbose_name='title')),
                    ('signer_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('ended_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                    ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization', verbose_name='organisation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agreements.corporateagreement')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='authorizedperson',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_authorizedpersonevent" ("agreement_id", "email", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "team", "until") VALUES (NEW."agreement_id", NEW."email", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."team", NEW."until"); RETURN NULL;', hash='8f11565e085045b074b85e361c09ba78e5f1631c', operation='INSERT', pgid='pgtrigger_insert_insert_0e8cf', table='agreements_authorizedperson', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='authorizedperson',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_authorizedpersonevent" ("agreement_id", "email", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "team", "until") VALUES (NEW."agreement_id", NEW."email", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."team", NEW."until"); RETURN NULL;', hash='20436a5fd81164577948cf25db0034e1b4609e07', operation='UPDATE', pgid='pgtrigger_update_update_24d7f', table='agreements_authorizedperson', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='authorizedperson',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_authorizedpersonevent" ("agreement_id", "email", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "team", "until") VALUES (OLD."agreement_id", OLD."email", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."team", OLD."until"); RETURN NULL;', hash='b0012d10b50e4f3bf7cc1af38af1d355dd9ace37', operation='DELETE', pgid='pgtrigger_delete_delete_cbaa8', table='agreements_authorizedperson', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='authorizedpersonevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bd016f071c02c929851b232dc1ec5be82a16d70a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5f8b1', table='agreements_authorizedpersonevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='corporateagreement',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_corporateagreementevent" ("ended_on", "id", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signer", "signer_email", "signer_title", "version") VALUES (NEW."ended_on", NEW."id", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signer", NEW."signer_email", NEW."signer_title", NEW."version"); RETURN NULL;', hash='181271a637bedae662d2cde80fbd82f23ee92009', operation='INSERT', pgid='pgtrigger_insert_insert_95b4f', table='agreements_corporateagreement', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='corporateagreement',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "agreements_corporateagreementevent" ("ended_on", "id", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signer", "signer_email", "signer_title", "version") VALUES (NEW."ended_on", NEW."id", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signer", NEW."signer_email", NEW."signer_title", NEW."version"); RETURN NULL;', hash='9ac695c07e2eb00b906058f4f4ec89b6a75311a0', operation='UPDATE', pgid='pgtrigger_update_update_aca3a', table='agreements_corporateagreement', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='corporateagreement',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "agreements_corporateagreementevent" ("ended_on", "id", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signer", "signer_email", "signer_title", "version") VALUES (OLD."ended_on", OLD."id", OLD."note", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signer", OLD."signer_email", OLD."signer_title", OLD."version"); RETURN NULL;', hash='6125bef84cdddce3134519ada1a7c870fedaf0cf', operation='DELETE', pgid='pgtrigger_delete_delete_2a5ea', table='agreements_corporateagreement', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='corporateagreementevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cb8df9cf7044bb09afe53e5ffc23bf833f647877', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fa05a', table='agreements_corporateagreementevent', when='BEFORE')),
            )],
        ),
    ]
