import django.core.validators
import django.db.models.deletion
import foundation.base.clock
import foundation.base.money
import foundation.base.operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('bank', '0001_bank_statements'),
        ('bank', '0002_refunds_paid_by_lines'),
    ]

    dependencies = [
        ('accounts', '__first__'),
        ('billing', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Upload',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file_name', models.CharField(max_length=200, verbose_name='file')),
                    ('own_account', models.CharField(blank=True, max_length=40, verbose_name='our account')),
                    ('sha256', models.CharField(editable=False, max_length=64)),
                    ('content', models.BinaryField(verbose_name='content')),
                    ('uploaded_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='uploaded at')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ],
                options={
                    'verbose_name': 'uploaded file',
                    'verbose_name_plural': 'uploaded files',
                    'ordering': ['-pk'],
                },
            ),
                migrations.CreateModel(
                name='BankStatement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file_name', models.CharField(max_length=200, verbose_name='file')),
                    ('own_account', models.CharField(help_text='The IBAN or name of our account.', max_length=40, verbose_name='our account')),
                    ('sha256', models.CharField(editable=False, max_length=64, verbose_name='fingerprint of the file')),
                    ('format', models.CharField(choices=[('csv', 'CSV'), ('camt', 'CAMT.053')], max_length=4, verbose_name='format')),
                    ('seen_before', models.PositiveIntegerField(default=0, help_text='Lines that an earlier statement brought.', verbose_name='seen before')),
                    ('left_out', models.PositiveIntegerField(default=0, help_text='Lines that could not be read.', verbose_name='left out')),
                    ('imported_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='imported at')),
                ],
                options={
                    'verbose_name': 'bank statement',
                    'verbose_name_plural': 'bank statements',
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(fields=('sha256',), name='bank_statement_file_once', violation_error_message='This file has been imported already.'), models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'camt'])), name='bank_statement_format_known')],
                },
            ),
                migrations.CreateModel(
                name='BankStatementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('file_name', models.CharField(max_length=200, verbose_name='file')),
                    ('own_account', models.CharField(help_text='The IBAN or name of our account.', max_length=40, verbose_name='our account')),
                    ('sha256', models.CharField(editable=False, max_length=64, verbose_name='fingerprint of the file')),
                    ('format', models.CharField(choices=[('csv', 'CSV'), ('camt', 'CAMT.053')], max_length=4, verbose_name='format')),
                    ('seen_before', models.PositiveIntegerField(default=0, help_text='Lines that an earlier statement brought.', verbose_name='seen before')),
                    ('left_out', models.PositiveIntegerField(default=0, help_text='Lines that could not be read.', verbose_name='left out')),
                    ('imported_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='imported at')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.bankstatement')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='BankLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(help_text='Where it stands in the file.', verbose_name='line')),
                    ('own_account', models.CharField(max_length=40, verbose_name='our account')),
                    ('bank_key', models.CharField(editable=False, help_text="The bank's own number of it, or what tells it from others without one.", max_length=160)),
                    ('look', models.CharField(editable=False, max_length=64)),
                    ('booked_on', models.DateField(verbose_name='booked on')),
                    ('amount', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='amount')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('payer', models.CharField(blank=True, max_length=200, verbose_name='payer')),
                    ('payer_account', models.CharField(blank=True, max_length=40, verbose_name='account of the payer')),
                    ('text', models.TextField(blank=True, verbose_name='text')),
                    ('bank_id', models.CharField(blank=True, max_length=120, verbose_name='number at the bank')),
                    ('state', models.CharField(choices=[('waiting', 'To be booked'), ('matched', 'Booked'), ('unmatched', 'Does not match'), ('ignored', 'Ignored')], default='waiting', max_length=9, verbose_name='state')),
                    ('reason', models.CharField(blank=True, choices=[('no_reference', 'The text holds no reference we know.'), ('two_references', 'The text names more than one account.'), ('currency', "It came in another currency than the account's."), ('paid_already', 'The account is paid already.'), ('seen_elsewhere', 'Another statement holds a line that looks the same.'), ('outgoing', 'Money that went out.'), ('no_refund', 'No transfer of this amount waits on the account.'), ('by_hand', 'Set aside by staff.'), ('refused', 'The account refused it.')], max_length=14, verbose_name='why')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                    ('fit', models.CharField(blank=True, choices=[('exact', 'Exact'), ('partial', 'Too little'), ('too_much', 'Too much'), ('late', 'Nothing was owed')], max_length=8, verbose_name='fits')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='booked or set aside at')),
                    ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bank_lines', to='billing.account', verbose_name='booked on account')),
                    ('refund', models.OneToOneField(blank=True, help_text='What went out paid it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bank_line', to='billing.refund', verbose_name='refund')),
                    ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='bank.bankstatement', verbose_name='statement')),
                ],
                options={
                    'verbose_name': 'bank line',
                    'verbose_name_plural': 'bank lines',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['state', '-id'], name='bank_line_by_state'), models.Index(fields=['own_account', 'look'], name='bank_line_by_look')],
                    'constraints': [models.UniqueConstraint(fields=('own_account', 'bank_key'), name='bank_line_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'matched', 'unmatched', 'ignored'])), name='bank_line_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', False), ('settled_at__isnull', False), ('state', 'matched'), models.Q(models.Q(('amount__gt', 0), ('fit__in', ['exact', 'partial', 'too_much', 'late']), ('refund__isnull', True)), models.Q(('amount__lt', 0), ('fit', 'exact'), ('refund__isnull', False)), _connector='OR')), models.Q(models.Q(('state', 'matched'), _negated=True), ('account__isnull', True), ('fit', ''), ('refund__isnull', True)), _connector='OR'), name='bank_line_booked_has_account'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'matched']), ('reason__in', ['no_reference', 'two_references', 'currency', 'paid_already', 'seen_elsewhere', 'outgoing', 'no_refund', 'by_hand', 'refused']), _connector='OR'), name='bank_line_not_booked_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('reason', 'by_hand'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='bank_line_set_aside_says_why'), models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='bank_line_moves_money')],
                },
            ),
                migrations.CreateModel(
                name='BankLineEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveIntegerField(help_text='Where it stands in the file.', verbose_name='line')),
                    ('own_account', models.CharField(max_length=40, verbose_name='our account')),
                    ('bank_key', models.CharField(editable=False, help_text="The bank's own number of it, or what tells it from others without one.", max_length=160)),
                    ('look', models.CharField(editable=False, max_length=64)),
                    ('booked_on', models.DateField(verbose_name='booked on')),
                    ('amount', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='amount')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('payer', models.CharField(blank=True, max_length=200, verbose_name='payer')),
                    ('payer_account', models.CharField(blank=True, max_length=40, verbose_name='account of the payer')),
                    ('text', models.TextField(blank=True, verbose_name='text')),
                    ('bank_id', models.CharField(blank=True, max_length=120, verbose_name='number at the bank')),
                    ('state', models.CharField(choices=[('waiting', 'To be booked'), ('matched', 'Booked'), ('unmatched', 'Does not match'), ('ignored', 'Ignored')], default='waiting', max_length=9, verbose_name='state')),
                    ('reason', models.CharField(blank=True, choices=[('no_reference', 'The text holds no reference we know.'), ('two_references', 'The text names more than one account.'), ('currency', "It came in another currency than the account's."), ('paid_already', 'The account is paid already.'), ('seen_elsewhere', 'Another statement holds a line that looks the same.'), ('outgoing', 'Money that went out.'), ('no_refund', 'No transfer of this amount waits on the account.'), ('by_hand', 'Set aside by staff.'), ('refused', 'The account refused it.')], max_length=14, verbose_name='why')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                    ('fit', models.CharField(blank=True, choices=[('exact', 'Exact'), ('partial', 'Too little'), ('too_much', 'Too much'), ('late', 'Nothing was owed')], max_length=8, verbose_name='fits')),
                    ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='booked or set aside at')),
                    ('account', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.account', verbose_name='booked on account')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='bank.bankline')),
                    ('refund', models.ForeignKey(blank=True, db_constraint=False, help_text='What went out paid it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.refund', verbose_name='refund')),
                    ('statement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='bank.bankstatement', verbose_name='statement')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bankline',
                trigger=pgtrigger.compiler.Trigger(name='bank_lines_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='df94c1f4753ed628ef1dca5ece25e018843d445e', operation='DELETE', pgid='pgtrigger_bank_lines_stay_906e1', table='bank_bankline', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bankline',
                trigger=pgtrigger.compiler.Trigger(name='bank_lines_facts_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."statement_id" IS DISTINCT FROM (NEW."statement_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."own_account" IS DISTINCT FROM (NEW."own_account") OR OLD."bank_key" IS DISTINCT FROM (NEW."bank_key") OR OLD."look" IS DISTINCT FROM (NEW."look") OR OLD."booked_on" IS DISTINCT FROM (NEW."booked_on") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."currency" IS DISTINCT FROM (NEW."currency") OR OLD."payer" IS DISTINCT FROM (NEW."payer") OR OLD."payer_account" IS DISTINCT FROM (NEW."payer_account") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."bank_id" IS DISTINCT FROM (NEW."bank_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='284794fc80a53e4a46661e2cc2216c1a48ff3558', operation='UPDATE', pgid='pgtrigger_bank_lines_facts_stay_c7e53', table='bank_bankline', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bankline',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_banklineevent" ("account_id", "amount", "bank_id", "bank_key", "booked_on", "currency", "fit", "id", "look", "note", "number", "own_account", "payer", "payer_account", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refund_id", "settled_at", "state", "statement_id", "text") VALUES (NEW."account_id", NEW."amount", NEW."bank_id", NEW."bank_key", NEW."booked_on", NEW."currency", NEW."fit", NEW."id", NEW."look", NEW."note", NEW."number", NEW."own_account", NEW."payer", NEW."payer_account", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."refund_id", NEW."settled_at", NEW."state", NEW."statement_id", NEW."text"); RETURN NULL;', hash='9954962f2e54121a27b198704c30e668119b8baf', operation='INSERT', pgid='pgtrigger_insert_insert_c3d21', table='bank_bankline', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bankline',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_banklineevent" ("account_id", "amount", "bank_id", "bank_key", "booked_on", "currency", "fit", "id", "look", "note", "number", "own_account", "payer", "payer_account", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refund_id", "settled_at", "state", "statement_id", "text") VALUES (NEW."account_id", NEW."amount", NEW."bank_id", NEW."bank_key", NEW."booked_on", NEW."currency", NEW."fit", NEW."id", NEW."look", NEW."note", NEW."number", NEW."own_account", NEW."payer", NEW."payer_account", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."refund_id", NEW."settled_at", NEW."state", NEW."statement_id", NEW."text"); RETURN NULL;', hash='3565ec0f92483b23c8e44314bb7cba0e100f3cbd', operation='UPDATE', pgid='pgtrigger_update_update_e878c', table='bank_bankline', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bankline',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_banklineevent" ("account_id", "amount", "bank_id", "bank_key", "booked_on", "currency", "fit", "id", "look", "note", "number", "own_account", "payer", "payer_account", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refund_id", "settled_at", "state", "statement_id", "text") VALUES (OLD."account_id", OLD."amount", OLD."bank_id", OLD."bank_key", OLD."booked_on", OLD."currency", OLD."fit", OLD."id", OLD."look", OLD."note", OLD."number", OLD."own_account", OLD."payer", OLD."payer_account", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."refund_id", OLD."settled_at", OLD."state", OLD."statement_id", OLD."text"); RETURN NULL;', hash='afa542f1aecc04004d736b8eb951bcdc0b03511d', operation='DELETE', pgid='pgtrigger_delete_delete_fc1e4', table='bank_bankline', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='banklineevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a66ec8a518fe394ea4e3acb05d2923f14850e2d8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_87f26', table='bank_banklineevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bankstatement',
                trigger=pgtrigger.compiler.Trigger(name='bank_statements_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='3dbd80230d4544e88d649bf9cb9a7fb329c16ab5', operation='DELETE', pgid='pgtrigger_bank_statements_stay_bd512', table='bank_bankstatement', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bankstatement',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_bankstatementevent" ("file_name", "format", "id", "imported_at", "left_out", "own_account", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seen_before", "sha256") VALUES (NEW."file_name", NEW."format", NEW."id", NEW."imported_at", NEW."left_out", NEW."own_account", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seen_before", NEW."sha256"); RETURN NULL;', hash='56568494669eca2f09962e4d75fa93f24fe27884', operation='INSERT', pgid='pgtrigger_insert_insert_09a7f', table='bank_bankstatement', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bankstatement',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "bank_bankstatementevent" ("file_name", "format", "id", "imported_at", "left_out", "own_account", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seen_before", "sha256") VALUES (NEW."file_name", NEW."format", NEW."id", NEW."imported_at", NEW."left_out", NEW."own_account", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seen_before", NEW."sha256"); RETURN NULL;', hash='782b5c4c99c78f41d5d12fc43ffe8502ecaf1bca', operation='UPDATE', pgid='pgtrigger_update_update_25f91', table='bank_bankstatement', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bankstatement',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "bank_bankstatementevent" ("file_name", "format", "id", "imported_at", "left_out", "own_account", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seen_before", "sha256") VALUES (OLD."file_name", OLD."format", OLD."id", OLD."imported_at", OLD."left_out", OLD."own_account", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seen_before", OLD."sha256"); RETURN NULL;', hash='2041c53f7a66f7aa1e0bab03870fce5edf02a424', operation='DELETE', pgid='pgtrigger_delete_delete_ba276', table='bank_bankstatement', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='bankstatementevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f91bff98dd2ec0a16513422068c6a895631226c2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c0944', table='bank_bankstatementevent', when='BEFORE')),
            )],
        ),
    ]
