import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django_countries.fields
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
        ('dues', '0001_initial'),
        ('dues', '0002_notices_know_their_dues'),
    ]

    dependencies = [
        ('base', '0001_extensions'),
        ('accounts', '__first__'),
        ('base', '0002_tables'),
        ('billing', '0001_tables'),
        ('members', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='TermedMembership',
                fields=[
                ],
                options={
                    'verbose_name': 'membership with terms',
                    'verbose_name_plural': 'memberships with terms',
                    'proxy': True,
                },
                bases=('members.membership',),
            ),
                migrations.CreateModel(
                name='BillingDetails',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='The legal name of who pays.', max_length=200, verbose_name='name on the invoice')),
                    ('address', models.TextField(blank=True, max_length=500, verbose_name='address')),
                    ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                    ('tax_number', models.CharField(blank=True, max_length=40, verbose_name='tax number')),
                    ('email', models.EmailField(blank=True, help_text='Beside the representatives for billing.', max_length=254, verbose_name='e-mail for invoices')),
                    ('purchase_order', models.CharField(blank=True, help_text='Printed on every invoice.', max_length=60, verbose_name='purchase order')),
                    ('organization', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='billing_details', to='members.organization', verbose_name='organisation')),
                ],
                options={
                    'verbose_name': 'billing details',
                    'verbose_name_plural': 'billing details',
                    'ordering': ['organization'],
                },
            ),
                migrations.CreateModel(
                name='BillingDetailsEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(help_text='The legal name of who pays.', max_length=200, verbose_name='name on the invoice')),
                    ('address', models.TextField(blank=True, max_length=500, verbose_name='address')),
                    ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                    ('tax_number', models.CharField(blank=True, max_length=40, verbose_name='tax number')),
                    ('email', models.EmailField(blank=True, help_text='Beside the representatives for billing.', max_length=254, verbose_name='e-mail for invoices')),
                    ('purchase_order', models.CharField(blank=True, help_text='Printed on every invoice.', max_length=60, verbose_name='purchase order')),
                    ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization', verbose_name='organisation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='dues.billingdetails')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Override',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('span', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='from and until')),
                    ('reason', models.CharField(max_length=300, verbose_name='reason')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='decided at')),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='members.membership')),
                ],
                options={
                    'verbose_name': 'override',
                    'verbose_name_plural': 'overrides',
                    'ordering': ['-pk'],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('membership', '='), ('span', '&&')], name='override_one_at_a_time', violation_error_message='There is an override in part of that time already.'), models.CheckConstraint(condition=models.Q(('span__endswith__isnull', False), ('span__isempty', False), ('span__startswith__isnull', False)), name='override_has_an_end', violation_error_message='An override needs a first and a last day.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='override_has_a_reason', violation_error_message='Say why the rule waits.')],
                },
            ),
                migrations.CreateModel(
                name='OverrideEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('span', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='from and until')),
                    ('reason', models.CharField(max_length=300, verbose_name='reason')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='decided at')),
                    ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.membership')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='dues.override')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Term',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('span', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='from and until')),
                    ('agreed_until', models.DateField(help_text='The first day after the term as it was agreed.', verbose_name='agreed until')),
                    ('decision', models.CharField(choices=[('undecided', 'Undecided'), ('renew', 'Renews'), ('leave', 'Leaves')], default='undecided', max_length=9, verbose_name='decision')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                    ('called_off_at', models.DateTimeField(blank=True, null=True, verbose_name='called off at')),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='members.membership')),
                    ('next_tier', models.ForeignKey(blank=True, help_text='Empty: the same.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.tier', verbose_name='tier of the next term')),
                ],
                options={
                    'verbose_name': 'term',
                    'verbose_name_plural': 'terms',
                    'ordering': ['membership', 'span'],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('called_off_at__isnull', True)), expressions=[('membership', '='), ('span', '&&')], name='term_one_at_a_time', violation_error_message='This membership has a term in part of that time.'), models.CheckConstraint(condition=models.Q(('span__endswith__isnull', False), ('span__endswith__lte', models.F('agreed_until')), ('span__isempty', False), ('span__startswith__isnull', False)), name='term_from_a_day_until_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decision', 'undecided')), models.Q(('decided_at__isnull', False), ('decision__in', ['renew', 'leave'])), _connector='OR'), name='term_decision_has_a_time'), models.CheckConstraint(condition=models.Q(('next_tier__isnull', True), ('decision', 'renew'), _connector='OR'), name='term_next_tier_needs_renewal')],
                },
            ),
                migrations.CreateModel(
                name='DuesYear',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('year', 'A year'), ('first_part', 'Before the first full year'), ('upgrade', 'Difference after an upgrade'), ('taken_over', 'Taken over with the term'), ('reinstated', 'The rest of a year, taken up again'), ('adopted', 'From before this register')], default='year', max_length=10, verbose_name='what for')),
                    ('span', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='from and until')),
                    ('price', foundation.base.money.MoneyField(decimal_places=2, help_text='Of the tier, when this was charged.', max_digits=12, verbose_name='dues a year')),
                    ('amount', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='charged')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('due_on', models.DateField(verbose_name='due on')),
                    ('invoiced_at', models.DateTimeField(verbose_name='charged at')),
                    ('account', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dues_year', to='billing.account')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues_years', to='dues.term')),
                ],
                options={
                    'verbose_name': 'year of dues',
                    'verbose_name_plural': 'years of dues',
                    'ordering': ['term', 'span'],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('term', '='), ('span', '&&')], name='dues_of_a_day_once', violation_error_message='Part of this time is charged already.'), models.CheckConstraint(condition=models.Q(('span__endswith__isnull', False), ('span__isempty', False), ('span__startswith__isnull', False)), name='dues_from_a_day_until_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', True), ('amount', 0)), models.Q(('account__isnull', False), ('amount__gt', 0)), _connector='OR'), name='dues_have_an_account_if_they_cost'), models.CheckConstraint(condition=models.Q(('price__gte', 0)), name='dues_price_not_negative'), models.CheckConstraint(condition=models.Q(('kind__in', ['year', 'first_part', 'upgrade', 'taken_over', 'reinstated', 'adopted'])), name='dues_kind_known')],
                },
            ),
                migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('invoiced', 'Invoice'), ('moved', 'Moved to another tier'), ('elect', 'Reminder to elect'), ('missed', 'Day to elect has passed'), ('dues', 'Reminder of dues'), ('suspended', 'Out of good standing'), ('paid', 'Payment received'), ('renewed', 'Renewed'), ('lapsed', 'Lapsed'), ('ended', 'Ended')], max_length=9, verbose_name='what')),
                    ('key', models.CharField(max_length=80, unique=True, verbose_name='key')),
                    ('reached_on', models.DateField(verbose_name='date that was reached')),
                    ('why', models.CharField(max_length=300, verbose_name='why')),
                    ('written_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='written at')),
                    ('dues_year', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='dues.duesyear', verbose_name='year of dues')),
                    ('mails', models.ManyToManyField(blank=True, related_name='+', to='base.mail', verbose_name='mails')),
                    ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='members.membership')),
                    ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='dues.term', verbose_name='term')),
                ],
                options={
                    'verbose_name': 'notice',
                    'verbose_name_plural': 'notices',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['kind', '-written_at'], name='notice_kind_written')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['invoiced', 'moved', 'elect', 'missed', 'dues', 'suspended', 'paid', 'renewed', 'lapsed', 'ended'])), name='notice_kind_known')],
                },
            ),
                migrations.CreateModel(
                name='DuesYearEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('year', 'A year'), ('first_part', 'Before the first full year'), ('upgrade', 'Difference after an upgrade'), ('taken_over', 'Taken over with the term'), ('reinstated', 'The rest of a year, taken up again'), ('adopted', 'From before this register')], default='year', max_length=10, verbose_name='what for')),
                    ('span', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='from and until')),
                    ('price', foundation.base.money.MoneyField(decimal_places=2, help_text='Of the tier, when this was charged.', max_digits=12, verbose_name='dues a year')),
                    ('amount', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='charged')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('due_on', models.DateField(verbose_name='due on')),
                    ('invoiced_at', models.DateTimeField(verbose_name='charged at')),
                    ('account', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.account')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='dues.duesyear')),
                    ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='dues.term')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='TermEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('span', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='from and until')),
                    ('agreed_until', models.DateField(help_text='The first day after the term as it was agreed.', verbose_name='agreed until')),
                    ('decision', models.CharField(choices=[('undecided', 'Undecided'), ('renew', 'Renews'), ('leave', 'Leaves')], default='undecided', max_length=9, verbose_name='decision')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                    ('called_off_at', models.DateTimeField(blank=True, null=True, verbose_name='called off at')),
                    ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                    ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.membership')),
                    ('next_tier', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: the same.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.tier', verbose_name='tier of the next term')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='dues.term')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='TermRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts', models.CharField(choices=[('approval', 'On the day it is agreed'), ('new_year', 'On 1 January after it is agreed')], default='approval', max_length=8, verbose_name='terms start')),
                    ('first_part', models.CharField(choices=[('free', 'Costs nothing'), ('by_days', 'Costs its share of the year, by days'), ('whole', 'Costs a whole year')], default='by_days', help_text='Between approval and the first full year, where terms start on 1 January.', max_length=7, verbose_name='the time before the first 1 January')),
                    ('must_elect', models.BooleanField(default=False, help_text='Otherwise it is renewed by itself unless the member leaves.', verbose_name='must elect to renew')),
                    ('elect_months', models.PositiveSmallIntegerField(default=0, help_text='Counted from 1 January, six months and one day are 30 June.', verbose_name='elect: months before the end')),
                    ('elect_days', models.PositiveSmallIntegerField(default=1, verbose_name='elect: and days')),
                    ('invoice_days', models.PositiveSmallIntegerField(default=60, help_text='A term that is renewed is renewed on that day too.', verbose_name='invoice so many days before the year')),
                    ('pay_days', models.PositiveSmallIntegerField(default=30, help_text='From the invoice, and never before the year begins.', verbose_name='days to pay')),
                    ('grace_days', models.PositiveSmallIntegerField(default=60, help_text='After that an unpaid membership lapses.', verbose_name='days of grace')),
                    ('reinstate_days', models.PositiveSmallIntegerField(default=180, help_text='So long after its end the same membership can be taken up again.', verbose_name='days to reinstate')),
                    ('tier', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='term_rule', to='members.tier')),
                ],
                options={
                    'verbose_name': 'rule of terms',
                    'verbose_name_plural': 'rules of terms',
                    'ordering': ['tier__rank'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('starts__in', ['approval', 'new_year'])), name='rule_start_known'), models.CheckConstraint(condition=models.Q(('first_part__in', ['free', 'by_days', 'whole'])), name='rule_first_part_known'), models.CheckConstraint(condition=models.Q(('must_elect', False), ('elect_months__gt', 0), ('elect_days__gt', 0), _connector='OR'), name='rule_election_has_a_deadline', violation_error_message='Say until when a member must elect to renew.')],
                },
            ),
                migrations.CreateModel(
                name='Reminder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject', models.CharField(choices=[('election', 'Electing to renew'), ('dues', 'Unpaid dues')], max_length=8, verbose_name='about')),
                    ('months', models.PositiveSmallIntegerField(default=0, help_text='For electing.', verbose_name='months before the end of the term')),
                    ('days', models.SmallIntegerField(default=0, help_text='Electing: and so many days before. Dues: after they were due; −7 is before.', verbose_name='days')),
                    ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='dues.termrule')),
                ],
                options={
                    'verbose_name': 'reminder',
                    'verbose_name_plural': 'reminders',
                    'ordering': ['rule', 'subject', '-months', 'days'],
                    'constraints': [models.UniqueConstraint(fields=('rule', 'subject', 'months', 'days'), name='reminder_of_dues_once', violation_error_message='There is a reminder on that day already.'), models.CheckConstraint(condition=models.Q(models.Q(('days__gte', 0), ('subject', 'election')), models.Q(('months', 0), ('subject', 'dues')), _connector='OR'), name='reminder_of_dues_counts_in_days', violation_error_message='Before the end of a term count forwards; reminders of dues count in days.')],
                },
            ),
                migrations.CreateModel(
                name='ReminderEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('subject', models.CharField(choices=[('election', 'Electing to renew'), ('dues', 'Unpaid dues')], max_length=8, verbose_name='about')),
                    ('months', models.PositiveSmallIntegerField(default=0, help_text='For electing.', verbose_name='months before the end of the term')),
                    ('days', models.SmallIntegerField(default=0, help_text='Electing: and so many days before. Dues: after they were due; −7 is before.', verbose_name='days')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='dues.reminder')),
                    ('rule', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='dues.termrule')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='TermRuleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('starts', models.CharField(choices=[('approval', 'On the day it is agreed'), ('new_year', 'On 1 January after it is agreed')], default='approval', max_length=8, verbose_name='terms start')),
                    ('first_part', models.CharField(choices=[('free', 'Costs nothing'), ('by_days', 'Costs its share of the year, by days'), ('whole', 'Costs a whole year')], default='by_days', help_text='Between approval and the first full year, where terms start on 1 January.', max_length=7, verbose_name='the time before the first 1 January')),
                    ('must_elect', models.BooleanField(default=False, help_text='Otherwise it is renewed by itself unless the member leaves.', verbose_name='must elect to renew')),
                    ('elect_months', models.PositiveSmallIntegerField(default=0, help_text='Counted from 1 January, six months and one day are 30 June.', verbose_name='elect: months before the end')),
                    ('elect_days', models.PositiveSmallIntegerField(default=1, verbose_name='elect: and days')),
                    ('invoice_days', models.PositiveSmallIntegerField(default=60, help_text='A term that is renewed is renewed on that day too.', verbose_name='invoice so many days before the year')),
                    ('pay_days', models.PositiveSmallIntegerField(default=30, help_text='From the invoice, and never before the year begins.', verbose_name='days to pay')),
                    ('grace_days', models.PositiveSmallIntegerField(default=60, help_text='After that an unpaid membership lapses.', verbose_name='days of grace')),
                    ('reinstate_days', models.PositiveSmallIntegerField(default=180, help_text='So long after its end the same membership can be taken up again.', verbose_name='days to reinstate')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='dues.termrule')),
                    ('tier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.tier')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='billingdetails',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_billingdetailsevent" ("address", "country", "email", "id", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purchase_order", "tax_number") VALUES (NEW."address", NEW."country", NEW."email", NEW."id", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purchase_order", NEW."tax_number"); RETURN NULL;', hash='aaaee8f05fd6846f643741b81e071ba15fdbe5ba', operation='INSERT', pgid='pgtrigger_insert_insert_e51f1', table='dues_billingdetails', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='billingdetails',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "dues_billingdetailsevent" ("address", "country", "email", "id", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purchase_order", "tax_number") VALUES (NEW."address", NEW."country", NEW."email", NEW."id", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purchase_order", NEW."tax_number"); RETURN NULL;', hash='9f5ac7427fc4d4c374049d6b4f4bcb10eed189ec', operation='UPDATE', pgid='pgtrigger_update_update_e204e', table='dues_billingdetails', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='billingdetails',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_billingdetailsevent" ("address", "country", "email", "id", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purchase_order", "tax_number") VALUES (OLD."address", OLD."country", OLD."email", OLD."id", OLD."name", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purchase_order", OLD."tax_number"); RETURN NULL;', hash='fb0923731bff9cdc8770a03fe9701bf271a9bb30', operation='DELETE', pgid='pgtrigger_delete_delete_1a4d1', table='dues_billingdetails', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='billingdetailsevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5a1a1211709b329d4d8daab3ae928656744ba263', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3ac62', table='dues_billingdetailsevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='duesyear',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_duesyearevent" ("account_id", "amount", "currency", "due_on", "id", "invoiced_at", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "span", "term_id") VALUES (NEW."account_id", NEW."amount", NEW."currency", NEW."due_on", NEW."id", NEW."invoiced_at", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price", NEW."span", NEW."term_id"); RETURN NULL;', hash='0202de589574d0fdad178bcfb3ea79cc83a6c030', operation='INSERT', pgid='pgtrigger_insert_insert_a7984', table='dues_duesyear', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='duesyear',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "dues_duesyearevent" ("account_id", "amount", "currency", "due_on", "id", "invoiced_at", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "span", "term_id") VALUES (NEW."account_id", NEW."amount", NEW."currency", NEW."due_on", NEW."id", NEW."invoiced_at", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price", NEW."span", NEW."term_id"); RETURN NULL;', hash='c204ffb3e810e22b429dd2e1f88b0c8c8374e9d8', operation='UPDATE', pgid='pgtrigger_update_update_19952', table='dues_duesyear', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='duesyear',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_duesyearevent" ("account_id", "amount", "currency", "due_on", "id", "invoiced_at", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "span", "term_id") VALUES (OLD."account_id", OLD."amount", OLD."currency", OLD."due_on", OLD."id", OLD."invoiced_at", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."price", OLD."span", OLD."term_id"); RETURN NULL;', hash='9f2e8393ab450390fb89f100717728addfb0aeda', operation='DELETE', pgid='pgtrigger_delete_delete_87ba9', table='dues_duesyear', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='duesyearevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7d69307894c4d11ee63f25020e81daedd0f0a466', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b5ea0', table='dues_duesyearevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='override',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_overrideevent" ("by_id", "created_at", "id", "membership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "span") VALUES (NEW."by_id", NEW."created_at", NEW."id", NEW."membership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."span"); RETURN NULL;', hash='0ada04ccb2f40ca7f7bd213c066d0a187c47c874', operation='INSERT', pgid='pgtrigger_insert_insert_af545', table='dues_override', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='override',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "dues_overrideevent" ("by_id", "created_at", "id", "membership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "span") VALUES (NEW."by_id", NEW."created_at", NEW."id", NEW."membership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."span"); RETURN NULL;', hash='13436f91426854b23b5c6c993dbbd7ee28a92278', operation='UPDATE', pgid='pgtrigger_update_update_a334e', table='dues_override', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='override',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_overrideevent" ("by_id", "created_at", "id", "membership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "span") VALUES (OLD."by_id", OLD."created_at", OLD."id", OLD."membership_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."span"); RETURN NULL;', hash='85bae83b534a421c6beebbca0005639cb3d650e7', operation='DELETE', pgid='pgtrigger_delete_delete_2c60b', table='dues_override', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='overrideevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fd3f801074ade86e39a7b7afbb2974dbe4087bc1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a9f7e', table='dues_overrideevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='reminder',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_reminderevent" ("days", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_id", "subject") VALUES (NEW."days", NEW."id", NEW."months", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rule_id", NEW."subject"); RETURN NULL;', hash='e31368fd6ba74527b7210f8586e83a9286e17e84', operation='INSERT', pgid='pgtrigger_insert_insert_e7e1d', table='dues_reminder', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='reminder',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "dues_reminderevent" ("days", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_id", "subject") VALUES (NEW."days", NEW."id", NEW."months", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rule_id", NEW."subject"); RETURN NULL;', hash='43fe53c4f6a5b4bec13ff3eff830b55a58df7aa3', operation='UPDATE', pgid='pgtrigger_update_update_762df', table='dues_reminder', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='reminder',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_reminderevent" ("days", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule_id", "subject") VALUES (OLD."days", OLD."id", OLD."months", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rule_id", OLD."subject"); RETURN NULL;', hash='88190593e87772886257e35a419c67a48ffbb993', operation='DELETE', pgid='pgtrigger_delete_delete_30e31', table='dues_reminder', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='reminderevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='28f477f458fa897772842a9467691e3464f2cb7c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_79742', table='dues_reminderevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='term',
                trigger=pgtrigger.compiler.Trigger(name='term_in_its_membership', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.called_off_at IS NULL AND NOT EXISTS (\n        SELECT 1 FROM members_membership held\n        WHERE held.id = NEW.membership_id AND held.span @> NEW.span\n    ) THEN\n        RAISE EXCEPTION USING\n            ERRCODE = 'check_violation',\n            MESSAGE = 'A term lies within its membership.';\n    END IF;\n    RETURN NEW;\n", hash='f062b156911e581c0d4f97759baf42b887db9824', operation='INSERT OR UPDATE', pgid='pgtrigger_term_in_its_membership_7e4d5', table='dues_term', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='term',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_termevent" ("agreed_until", "called_off_at", "decided_at", "decided_by_id", "decision", "id", "membership_id", "next_tier_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span") VALUES (NEW."agreed_until", NEW."called_off_at", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."id", NEW."membership_id", NEW."next_tier_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."span"); RETURN NULL;', hash='bbe10c358244979b3473454002570400be433ed9', operation='INSERT', pgid='pgtrigger_insert_insert_19285', table='dues_term', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='term',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "dues_termevent" ("agreed_until", "called_off_at", "decided_at", "decided_by_id", "decision", "id", "membership_id", "next_tier_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span") VALUES (NEW."agreed_until", NEW."called_off_at", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."id", NEW."membership_id", NEW."next_tier_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."span"); RETURN NULL;', hash='b57e25f074114654f81975880f958c873b3f12e2', operation='UPDATE', pgid='pgtrigger_update_update_2d80c', table='dues_term', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='term',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_termevent" ("agreed_until", "called_off_at", "decided_at", "decided_by_id", "decision", "id", "membership_id", "next_tier_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span") VALUES (OLD."agreed_until", OLD."called_off_at", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."id", OLD."membership_id", OLD."next_tier_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."span"); RETURN NULL;', hash='e3e613625c599b1620cda7990cf25b3cb86f2c5e', operation='DELETE', pgid='pgtrigger_delete_delete_ed985', table='dues_term', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='termedmembership',
                trigger=pgtrigger.compiler.Trigger(name='membership_keeps_its_terms', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (\n        SELECT 1 FROM dues_term held\n        WHERE held.membership_id = NEW.id AND held.called_off_at IS NULL\n          AND NOT NEW.span @> held.span\n    ) THEN\n        RAISE EXCEPTION USING\n            ERRCODE = 'check_violation',\n            MESSAGE = 'Its term reaches beyond these days: end it, or move it to another tier, '\n                'with the buttons of the membership.';\n    END IF;\n    RETURN NEW;\n", hash='fae86c8f1509a3ba8140977dc049612bd0f98a13', operation='UPDATE', pgid='pgtrigger_membership_keeps_its_terms_3b8d0', table='members_membership', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='termevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='972348c22fdb412d2f25a277a4ba4c1ac67d65cf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8404b', table='dues_termevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='termrule',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_termruleevent" ("elect_days", "elect_months", "first_part", "grace_days", "id", "invoice_days", "must_elect", "pay_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reinstate_days", "starts", "tier_id") VALUES (NEW."elect_days", NEW."elect_months", NEW."first_part", NEW."grace_days", NEW."id", NEW."invoice_days", NEW."must_elect", NEW."pay_days", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reinstate_days", NEW."starts", NEW."tier_id"); RETURN NULL;', hash='6c88e530ef62011f7a27f7510d789d6309b3dfde', operation='INSERT', pgid='pgtrigger_insert_insert_4b76b', table='dues_termrule', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='termrule',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "dues_termruleevent" ("elect_days", "elect_months", "first_part", "grace_days", "id", "invoice_days", "must_elect", "pay_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reinstate_days", "starts", "tier_id") VALUES (NEW."elect_days", NEW."elect_months", NEW."first_part", NEW."grace_days", NEW."id", NEW."invoice_days", NEW."must_elect", NEW."pay_days", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reinstate_days", NEW."starts", NEW."tier_id"); RETURN NULL;', hash='9536395672c0d0fc340027ae5a4cd040fe9b989a', operation='UPDATE', pgid='pgtrigger_update_update_cad7d', table='dues_termrule', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='termrule',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "dues_termruleevent" ("elect_days", "elect_months", "first_part", "grace_days", "id", "invoice_days", "must_elect", "pay_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reinstate_days", "starts", "tier_id") VALUES (OLD."elect_days", OLD."elect_months", OLD."first_part", OLD."grace_days", OLD."id", OLD."invoice_days", OLD."must_elect", OLD."pay_days", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reinstate_days", OLD."starts", OLD."tier_id"); RETURN NULL;', hash='631718c3673a6aa08e019936fe2dbd4245f766bb', operation='DELETE', pgid='pgtrigger_delete_delete_caf1c', table='dues_termrule', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='termruleevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b404d93708e43e2aa4074f82ed6270e32f1f8649', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_470d6', table='dues_termruleevent', when='BEFORE')),
            )],
        ),
    ]
