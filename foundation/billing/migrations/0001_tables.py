import django.core.validators
import django.db.models.deletion
import django_countries.fields
import foundation.base.clock
import foundation.base.money
import foundation.base.operations
import pgtrigger.compiler
import pgtrigger.migrations
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('billing', '0001_initial'),
        ('billing', '0002_refunds'),
        ('billing', '0003_taxes_on_invoices'),
        ('billing', '0004_card_pages_and_messages'),
    ]

    dependencies = [
        ('accounts', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Account',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('purpose', models.CharField(db_index=True, help_text='The room that opened it and is told when it is settled.', max_length=30, verbose_name='purpose')),
                    ('reference', models.CharField(help_text='What a payer writes on a transfer.', max_length=30, unique=True, verbose_name='reference')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='opened at')),
                ],
                options={
                    'verbose_name': 'account',
                    'verbose_name_plural': 'accounts',
                    'ordering': ['-pk'],
                },
            ),
                migrations.CreateModel(
                name='Invoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=30, unique=True, verbose_name='number')),
                    ('kind', models.CharField(choices=[('invoice', 'Invoice'), ('credit_note', 'Credit note')], default='invoice', max_length=11, verbose_name='kind')),
                    ('issued_on', models.DateField(verbose_name='issued on')),
                    ('due_on', models.DateField(verbose_name='due on')),
                    ('seller', models.TextField(verbose_name='seller')),
                    ('buyer', models.TextField(verbose_name='buyer')),
                    ('seller_tax_number', models.CharField(blank=True, max_length=40, verbose_name='our tax number')),
                    ('buyer_email', models.EmailField(max_length=254, verbose_name='e-mail of the buyer')),
                    ('buyer_tax_number', models.CharField(blank=True, max_length=40, verbose_name='tax number of the buyer')),
                    ('buyer_country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country of the buyer')),
                    ('buyer_reference', models.CharField(blank=True, max_length=60, verbose_name='purchase order of the buyer')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('total', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='total, tax included')),
                    ('payment_terms', models.TextField(blank=True, verbose_name='how to pay')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='created at')),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invoices', to='billing.account')),
                    ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='billing.invoice')),
                ],
                options={
                    'verbose_name': 'invoice',
                    'verbose_name_plural': 'invoices',
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'invoice'), ('reverses__isnull', True)), models.Q(('kind', 'credit_note'), ('reverses__isnull', False)), _connector='OR'), name='invoice_credit_note_reverses_one')],
                },
            ),
                migrations.CreateModel(
                name='InvoiceLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('description', models.CharField(max_length=300, verbose_name='description')),
                    ('quantity', models.PositiveIntegerField(verbose_name='quantity')),
                    ('price', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='price, tax included')),
                    ('tax_rate', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='tax rate, %')),
                    ('tax', foundation.base.money.MoneyField(decimal_places=2, default=0, max_digits=12, verbose_name='tax in the total')),
                    ('tax_label', models.CharField(blank=True, max_length=30, verbose_name='name of the tax')),
                    ('tax_treatment', models.CharField(default='standard', max_length=14, verbose_name='tax treatment')),
                    ('tax_text', models.CharField(blank=True, max_length=300, verbose_name='sentence about the tax')),
                    ('total', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='total, tax included')),
                    ('invoice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='billing.invoice')),
                ],
                options={
                    'verbose_name': 'line',
                    'verbose_name_plural': 'lines',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('tax', 0), ('tax_rate__gt', 0), _connector='OR'), name='invoice_line_tax_has_a_rate')],
                },
            ),
                migrations.CreateModel(
                name='NumberSequence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('prefix', models.CharField(max_length=10, verbose_name='prefix')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                    ('last', models.PositiveIntegerField(default=0, verbose_name='last number')),
                ],
                options={
                    'verbose_name': 'number sequence',
                    'verbose_name_plural': 'number sequences',
                    'constraints': [models.UniqueConstraint(fields=('prefix', 'year'), name='sequence_one_per_year')],
                },
            ),
                migrations.CreateModel(
                name='Payment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('variant', models.CharField(max_length=255)),
                    ('status', models.CharField(choices=[('waiting', 'Waiting for confirmation'), ('preauth', 'Pre-authorized'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected'), ('refunded', 'Refunded'), ('error', 'Error'), ('input', 'Input'), ('cancelled', 'Cancelled')], default='waiting', max_length=10)),
                    ('fraud_status', models.CharField(choices=[('unknown', 'Unknown'), ('accept', 'Passed'), ('reject', 'Rejected'), ('review', 'Review')], default='unknown', max_length=10, verbose_name='fraud check')),
                    ('fraud_message', models.TextField(blank=True, default='')),
                    ('created', models.DateTimeField(auto_now_add=True)),
                    ('modified', models.DateTimeField(auto_now=True)),
                    ('transaction_id', models.CharField(blank=True, max_length=255)),
                    ('currency', models.CharField(max_length=10)),
                    ('total', models.DecimalField(decimal_places=2, default='0.0', max_digits=9)),
                    ('delivery', models.DecimalField(decimal_places=2, default='0.0', max_digits=9)),
                    ('tax', models.DecimalField(decimal_places=2, default='0.0', max_digits=9)),
                    ('description', models.TextField(blank=True, default='')),
                    ('billing_first_name', models.CharField(blank=True, max_length=256)),
                    ('billing_last_name', models.CharField(blank=True, max_length=256)),
                    ('billing_address_1', models.CharField(blank=True, max_length=256)),
                    ('billing_address_2', models.CharField(blank=True, max_length=256)),
                    ('billing_city', models.CharField(blank=True, max_length=256)),
                    ('billing_postcode', models.CharField(blank=True, max_length=256)),
                    ('billing_country_code', models.CharField(blank=True, max_length=2)),
                    ('billing_country_area', models.CharField(blank=True, max_length=256)),
                    ('billing_email', models.EmailField(blank=True, max_length=254)),
                    ('billing_phone', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None)),
                    ('customer_ip_address', models.GenericIPAddressField(blank=True, null=True)),
                    ('extra_data', models.TextField(blank=True, default='')),
                    ('message', models.TextField(blank=True, default='')),
                    ('token', models.CharField(blank=True, default='', max_length=36)),
                    ('captured_amount', models.DecimalField(decimal_places=2, default='0.0', max_digits=9)),
                    ('success_path', models.CharField(max_length=300)),
                    ('failure_path', models.CharField(max_length=300)),
                    ('intent', models.CharField(blank=True, db_index=True, help_text='What a refund, or a dispute, names it by.', max_length=255, verbose_name='charge at the provider')),
                    ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='page of the provider open until')),
                    ('is_open', models.BooleanField(default=False, help_text='It may still be paid, even if we have asked for another payment since.', verbose_name='page of the provider is open')),
                    ('looked_up_at', models.DateTimeField(blank=True, null=True, verbose_name='last asked about')),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='billing.account')),
                ],
                options={
                    'verbose_name': 'payment',
                    'verbose_name_plural': 'payments',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(condition=models.Q(('is_open', True)), fields=['looked_up_at'], name='payment_open')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['waiting', 'input'])), fields=('account',), name='payment_one_open_per_account'), models.UniqueConstraint(fields=('token',), name='payment_token_unique')],
                },
            ),
                migrations.CreateModel(
                name='ProviderEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event_id', models.CharField(max_length=255, unique=True, verbose_name='number at the provider')),
                    ('kind', models.CharField(max_length=100, verbose_name='kind')),
                    ('payload', models.JSONField(verbose_name='what it says')),
                    ('state', models.CharField(choices=[('received', 'To be acted on'), ('handled', 'Acted on'), ('flagged', 'For staff')], default='received', max_length=8, verbose_name='state')),
                    ('error', models.CharField(blank=True, max_length=300, verbose_name='why')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('received_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='received at')),
                    ('due_at', models.DateTimeField(default=foundation.base.clock.now, editable=False)),
                    ('handled_at', models.DateTimeField(blank=True, null=True, verbose_name='acted on at')),
                    ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='billing.payment', verbose_name='card payment')),
                ],
                options={
                    'verbose_name': 'message of the card provider',
                    'verbose_name_plural': 'messages of the card provider',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(condition=models.Q(('state__in', ['received', 'flagged'])), fields=['state', 'due_at'], name='provider_event_open')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['received', 'handled', 'flagged'])), name='provider_event_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('handled_at__isnull', False), ('state', 'handled')), models.Q(('state', 'handled'), _negated=True), _connector='OR'), name='provider_event_handled_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'flagged'), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='provider_event_flagged_says_why')],
                },
            ),
                migrations.CreateModel(
                name='Refund',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('amount', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='amount')),
                    ('way', models.CharField(choices=[('card', 'Card'), ('transfer', 'Bank transfer')], max_length=8, verbose_name='way')),
                    ('state', models.CharField(choices=[('asked', 'To be paid'), ('sending', 'On its way'), ('done', 'Paid back'), ('failed', 'Failed'), ('withdrawn', 'Withdrawn')], default='asked', max_length=9, verbose_name='state')),
                    ('key', models.CharField(help_text='What it is for; the card provider knows it by this too.', max_length=100, unique=True, verbose_name='key')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                    ('payee', models.TextField(blank=True, help_text='Whose bank account, and its number.', max_length=500, verbose_name='pay to')),
                    ('provider_reference', models.CharField(blank=True, max_length=100, verbose_name='number at the provider')),
                    ('error', models.CharField(blank=True, max_length=300, verbose_name='what went wrong')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('refusals', models.PositiveSmallIntegerField(default=0, editable=False, help_text='A new try after a refusal needs a new key there.')),
                    ('asked_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='asked for at')),
                    ('due_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, help_text='When it is tried next, or was taken up.')),
                    ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='paid back at')),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='billing.account', verbose_name='account')),
                    ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                    ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='billing.payment', verbose_name='card payment')),
                ],
                options={
                    'verbose_name': 'refund',
                    'verbose_name_plural': 'refunds',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(condition=models.Q(('state__in', ['asked', 'sending', 'failed'])), fields=['state', 'due_at'], name='refund_open')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='refund_is_positive'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'sending', 'done', 'failed', 'withdrawn'])), name='refund_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('payment__isnull', False), ('way', 'card')), models.Q(('payment__isnull', True), ('way', 'transfer')), _connector='OR'), name='refund_by_card_has_its_payment'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('state', 'done')), models.Q(('state', 'done'), _negated=True), _connector='OR'), name='refund_done_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('error', ''), _negated=True), _connector='OR'), name='refund_failed_says_why'), models.CheckConstraint(condition=models.Q(('state', 'sending'), ('way', 'transfer'), _negated=True), name='refund_transfer_is_not_sent'), models.UniqueConstraint(condition=models.Q(('provider_reference', ''), _negated=True), fields=('provider_reference',), name='refund_once_at_the_provider')],
                },
            ),
                migrations.CreateModel(
                name='RefundEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('amount', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='amount')),
                    ('way', models.CharField(choices=[('card', 'Card'), ('transfer', 'Bank transfer')], max_length=8, verbose_name='way')),
                    ('state', models.CharField(choices=[('asked', 'To be paid'), ('sending', 'On its way'), ('done', 'Paid back'), ('failed', 'Failed'), ('withdrawn', 'Withdrawn')], default='asked', max_length=9, verbose_name='state')),
                    ('key', models.CharField(help_text='What it is for; the card provider knows it by this too.', max_length=100, verbose_name='key')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                    ('provider_reference', models.CharField(blank=True, max_length=100, verbose_name='number at the provider')),
                    ('error', models.CharField(blank=True, max_length=300, verbose_name='what went wrong')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('refusals', models.PositiveSmallIntegerField(default=0, editable=False, help_text='A new try after a refusal needs a new key there.')),
                    ('asked_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='asked for at')),
                    ('due_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, help_text='When it is tried next, or was taken up.')),
                    ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='paid back at')),
                    ('account', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.account', verbose_name='account')),
                    ('asked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                    ('payment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.payment', verbose_name='card payment')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='billing.refund')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('charge', 'Charge'), ('credit', 'Credit'), ('payment', 'Payment'), ('refund', 'Refund')], max_length=7, verbose_name='kind')),
                    ('amount', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='amount')),
                    ('key', models.CharField(help_text='What the entry is for; the same payment reported twice is one entry.', max_length=80, unique=True, verbose_name='key')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                    ('at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='at')),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='billing.account')),
                ],
                options={
                    'verbose_name': 'entry',
                    'verbose_name_plural': 'entries',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('kind__in', ['charge', 'refund'])), models.Q(('amount__lt', 0), ('kind__in', ['credit', 'payment'])), _connector='OR'), name='entry_sign_follows_kind')],
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='entry',
                trigger=pgtrigger.compiler.Trigger(name='entries_are_only_added', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='31d492ad851b107dd23b4a95cd10a754573a1166', operation='UPDATE OR DELETE', pgid='pgtrigger_entries_are_only_added_b5428', table='billing_entry', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='invoice',
                trigger=pgtrigger.compiler.Trigger(name='invoices_are_never_edited', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7d5558caa571817a0cad6d67be774ea6075352b9', operation='UPDATE OR DELETE', pgid='pgtrigger_invoices_are_never_edited_807ae', table='billing_invoice', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='invoiceline',
                trigger=pgtrigger.compiler.Trigger(name='invoice_lines_are_never_edited', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1dd42639776d7e52765285427102e3602ec44035', operation='UPDATE OR DELETE', pgid='pgtrigger_invoice_lines_are_never_edited_48ad9', table='billing_invoiceline', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='refund',
                trigger=pgtrigger.compiler.Trigger(name='refunds_stay', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='696c6f64e3fcdddc41190cfec75c0727e65b198e', operation='DELETE', pgid='pgtrigger_refunds_stay_04c83', table='billing_refund', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='refund',
                trigger=pgtrigger.compiler.Trigger(name='refunds_facts_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."payment_id" IS DISTINCT FROM (NEW."payment_id") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b96304c8aa4b5c7427a34d0c06e3d998d3503a71', operation='UPDATE', pgid='pgtrigger_refunds_facts_stay_4917e', table='billing_refund', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='refund',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "billing_refundevent" ("account_id", "amount", "asked_at", "asked_by_id", "attempts", "done_at", "due_at", "error", "id", "key", "note", "payment_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_reference", "refusals", "state", "way") VALUES (NEW."account_id", NEW."amount", NEW."asked_at", NEW."asked_by_id", NEW."attempts", NEW."done_at", NEW."due_at", NEW."error", NEW."id", NEW."key", NEW."note", NEW."payment_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider_reference", NEW."refusals", NEW."state", NEW."way"); RETURN NULL;', hash='635b5a173e23cd98135d54350fe1e893ded06a71', operation='INSERT', pgid='pgtrigger_insert_insert_5eb55', table='billing_refund', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='refund',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."account_id" IS DISTINCT FROM (NEW."account_id") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."attempts" IS DISTINCT FROM (NEW."attempts") OR OLD."done_at" IS DISTINCT FROM (NEW."done_at") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."error" IS DISTINCT FROM (NEW."error") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."payment_id" IS DISTINCT FROM (NEW."payment_id") OR OLD."provider_reference" IS DISTINCT FROM (NEW."provider_reference") OR OLD."refusals" IS DISTINCT FROM (NEW."refusals") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."way" IS DISTINCT FROM (NEW."way"))', func='INSERT INTO "billing_refundevent" ("account_id", "amount", "asked_at", "asked_by_id", "attempts", "done_at", "due_at", "error", "id", "key", "note", "payment_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_reference", "refusals", "state", "way") VALUES (NEW."account_id", NEW."amount", NEW."asked_at", NEW."asked_by_id", NEW."attempts", NEW."done_at", NEW."due_at", NEW."error", NEW."id", NEW."key", NEW."note", NEW."payment_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider_reference", NEW."refusals", NEW."state", NEW."way"); RETURN NULL;', hash='12850d3918fee0a95d3142675306834491c06ac3', operation='UPDATE', pgid='pgtrigger_update_update_94aaa', table='billing_refund', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='refund',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "billing_refundevent" ("account_id", "amount", "asked_at", "asked_by_id", "attempts", "done_at", "due_at", "error", "id", "key", "note", "payment_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_reference", "refusals", "state", "way") VALUES (OLD."account_id", OLD."amount", OLD."asked_at", OLD."asked_by_id", OLD."attempts", OLD."done_at", OLD."due_at", OLD."error", OLD."id", OLD."key", OLD."note", OLD."payment_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."provider_reference", OLD."refusals", OLD."state", OLD."way"); RETURN NULL;', hash='cd8cd9ba7d1589b0eb0a1c1c1d8782c3756beb7e', operation='DELETE', pgid='pgtrigger_delete_delete_e8bf4', table='billing_refund', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='refundevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2b253908b7bac500fb0b8ae561ab31ebf0afb189', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7049e', table='billing_refundevent', when='BEFORE')),
            )],
        ),
    ]
