import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django_countries.fields
import foundation.base.money
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
        ('members', '0001_initial'),
        ('members', '0002_honest_spans'),
        ('members', '0003_representatives'),
        ('members', '0004_how_memberships_begin_and_end'),
        ('members', '0005_representatives_ended_at'),
        ('members', '0006_one_exclusive_tier_per_owner'),
    ]

    dependencies = [
        ('base', '0001_extensions'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Organization',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('slug', models.SlugField(max_length=80, unique=True, validators=[foundation.base.slugs.validate_not_reserved], verbose_name='slug')),
                    ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                    ('city', models.CharField(blank=True, max_length=80, verbose_name='city')),
                    ('industry', models.CharField(blank=True, db_index=True, max_length=80, verbose_name='industry')),
                    ('website', models.URLField(blank=True, max_length=300, verbose_name='website')),
                    ('description', models.TextField(blank=True, verbose_name='description')),
                    ('commitment', models.TextField(blank=True, verbose_name='commitment statement')),
                    ('commitment_author', models.CharField(blank=True, max_length=150, verbose_name='said by')),
                    ('logo', models.ImageField(blank=True, upload_to='logos/', verbose_name='logo')),
                    ('colour', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write the colour as #1a2b3c.')], verbose_name='colour')),
                    ('guarded_from', models.DateField(blank=True, help_text="From this day on only one of the owner's organisations may hold Gold or Platinum. Empty: it always counted.", null=True, verbose_name='owner counts from')),
                    ('is_supporter', models.BooleanField(default=False, help_text='It signed the Corporate Contributor Licence Agreement.', verbose_name='supporting organisation')),
                    ('ccla_signed_on', models.DateField(blank=True, null=True, verbose_name='CCLA signed on')),
                    ('is_infrastructure_donor', models.BooleanField(default=False, verbose_name='infrastructure donor')),
                    ('source', models.CharField(blank=True, help_text='Where these facts come from.', max_length=300, verbose_name='source')),
                    ('search_text', models.GeneratedField(db_persist=True, expression=foundation.base.search.Folded(models.F('name')), output_field=models.TextField())),
                    ('parent', models.ForeignKey(blank=True, help_text='Who owns more than half of it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='subsidiaries', to='members.organization')),
                ],
                options={
                    'verbose_name': 'organisation',
                    'verbose_name_plural': 'organisations',
                    'ordering': ['name'],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('search_text'), name='gin_trgm_ops'), name='organization_search'), models.Index(django.db.models.functions.text.Lower('name'), name='organization_name_order')],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='organization_name_unique', violation_error_message='There is an organisation with this name already.'), models.CheckConstraint(condition=models.Q(('ccla_signed_on__isnull', True), ('is_supporter', True), _connector='OR'), name='organization_ccla_date_needs_supporter', violation_error_message='Tick “supporting organisation” when there is a date.'), models.CheckConstraint(condition=models.Q(('parent', models.F('pk')), _negated=True), name='organization_not_its_own_parent', violation_error_message='An organisation cannot own itself.'), models.CheckConstraint(condition=models.Q(('guarded_from__isnull', True), ('parent__isnull', False), _connector='OR'), name='organization_guarded_from_needs_owner', violation_error_message='A day from which the owner counts needs an owner.'), models.CheckConstraint(condition=models.Q(('commitment', ''), models.Q(('commitment_author', ''), _negated=True), _connector='OR'), name='organization_commitment_has_author', violation_error_message='Say who made the commitment statement.')],
                },
            ),
                migrations.CreateModel(
                name='MailDomain',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('domain', models.CharField(max_length=120, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+(\\.[a-z0-9-]+)+$', 'Write the domain as example.org: small letters, without an @.')], verbose_name='domain')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mail_domains', to='members.organization')),
                ],
                options={
                    'verbose_name': 'mail domain',
                    'verbose_name_plural': 'mail domains',
                    'ordering': ['domain'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('domain', django.db.models.functions.text.Lower('domain'))), name='mail_domain_in_lower_case', violation_error_message='Write the domain in small letters.'), models.CheckConstraint(condition=models.Q(('domain__in', ('126.com', '163.com', 'aol.com', 'fastmail.com', 'gmail.com', 'gmx.de', 'gmx.net', 'googlemail.com', 'hotmail.com', 'icloud.com', 'live.com', 'mail.com', 'mail.ru', 'me.com', 'msn.com', 'naver.com', 'outlook.com', 'proton.me', 'protonmail.com', 'qq.com', 'web.de', 'yahoo.co.jp', 'yahoo.com', 'yandex.ru', 'zoho.com')), _negated=True), name='mail_domain_of_no_public_host', violation_error_message='Anybody can have an address there: it belongs to no organisation.')],
                },
            ),
                migrations.CreateModel(
                name='MailDomainEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('domain', models.CharField(max_length=120, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+(\\.[a-z0-9-]+)+$', 'Write the domain as example.org: small letters, without an @.')], verbose_name='domain')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='members.maildomain')),
                    ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='OrganizationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('slug', models.SlugField(db_index=False, max_length=80, validators=[foundation.base.slugs.validate_not_reserved], verbose_name='slug')),
                    ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                    ('city', models.CharField(blank=True, max_length=80, verbose_name='city')),
                    ('industry', models.CharField(blank=True, max_length=80, verbose_name='industry')),
                    ('website', models.URLField(blank=True, max_length=300, verbose_name='website')),
                    ('description', models.TextField(blank=True, verbose_name='description')),
                    ('commitment', models.TextField(blank=True, verbose_name='commitment statement')),
                    ('commitment_author', models.CharField(blank=True, max_length=150, verbose_name='said by')),
                    ('logo', models.ImageField(blank=True, upload_to='logos/', verbose_name='logo')),
                    ('colour', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write the colour as #1a2b3c.')], verbose_name='colour')),
                    ('guarded_from', models.DateField(blank=True, help_text="From this day on only one of the owner's organisations may hold Gold or Platinum. Empty: it always counted.", null=True, verbose_name='owner counts from')),
                    ('is_supporter', models.BooleanField(default=False, help_text='It signed the Corporate Contributor Licence Agreement.', verbose_name='supporting organisation')),
                    ('ccla_signed_on', models.DateField(blank=True, null=True, verbose_name='CCLA signed on')),
                    ('is_infrastructure_donor', models.BooleanField(default=False, verbose_name='infrastructure donor')),
                    ('source', models.CharField(blank=True, help_text='Where these facts come from.', max_length=300, verbose_name='source')),
                    ('parent', models.ForeignKey(blank=True, db_constraint=False, help_text='Who owns more than half of it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='members.organization')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='OrganizationName',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('kind', models.CharField(choices=[('former', 'Former name'), ('other', 'Other name')], default='other', max_length=6, verbose_name='kind')),
                    ('slug', models.SlugField(blank=True, help_text='The slug this name had; it leads to the organisation.', max_length=80, null=True, unique=True, verbose_name='former address')),
                    ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('search_text', models.GeneratedField(db_persist=True, expression=foundation.base.search.Folded(models.F('name')), output_field=models.TextField())),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='members.organization')),
                ],
                options={
                    'verbose_name': 'name',
                    'verbose_name_plural': 'other names',
                    'ordering': ['name'],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('search_text'), name='gin_trgm_ops'), name='organization_name_search')],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), models.F('organization'), name='organization_name_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['former', 'other'])), name='organization_name_kind_known')],
                },
            ),
                migrations.CreateModel(
                name='OrganizationNameEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('kind', models.CharField(choices=[('former', 'Former name'), ('other', 'Other name')], default='other', max_length=6, verbose_name='kind')),
                    ('slug', models.SlugField(blank=True, db_index=False, help_text='The slug this name had; it leads to the organisation.', max_length=80, null=True, verbose_name='former address')),
                    ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                    ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='members.organizationname')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Representative',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('email', models.EmailField(db_index=True, max_length=254, verbose_name='e-mail')),
                    ('role', models.CharField(choices=[('primary', 'Primary'), ('billing', 'Billing'), ('marketing', 'Marketing'), ('technical', 'Technical'), ('board', 'Board')], default='primary', max_length=9, verbose_name='role')),
                    ('since', models.DateField(blank=True, help_text='Empty if nobody knows it.', null=True, verbose_name='since')),
                    ('until', models.DateField(blank=True, help_text='The last day; empty while it lasts.', null=True, verbose_name='until')),
                    ('is_admin', models.BooleanField(default=False, help_text='May edit what is said of the organisation and invite its people.', verbose_name='looks after its pages')),
                    ('ended_at', models.DateTimeField(blank=True, editable=False, help_text='When it was ended at once: from then on, on the last day too, it is over.', null=True, verbose_name='ended at')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='representatives', to='members.organization', verbose_name='organisation')),
                ],
                options={
                    'verbose_name': 'representative',
                    'verbose_name_plural': 'representatives',
                    'ordering': ['organization', 'role', 'name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['primary', 'billing', 'marketing', 'technical', 'board'])), name='representative_role_known'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='representative_email_in_lower_case', violation_error_message='Write the address in small letters.'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='representative_ends_after_it_begins', violation_error_message='The last day must not come before the first.'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('until__isnull', False), _connector='OR'), name='representative_ended_at_needs_a_last_day'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('organization', 'email', 'role'), name='representative_once_in_a_role', violation_error_message='This person has that role already: end it first.')],
                },
            ),
                migrations.CreateModel(
                name='RepresentativeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('role', models.CharField(choices=[('primary', 'Primary'), ('billing', 'Billing'), ('marketing', 'Marketing'), ('technical', 'Technical'), ('board', 'Board')], default='primary', max_length=9, verbose_name='role')),
                    ('since', models.DateField(blank=True, help_text='Empty if nobody knows it.', null=True, verbose_name='since')),
                    ('until', models.DateField(blank=True, help_text='The last day; empty while it lasts.', null=True, verbose_name='until')),
                    ('is_admin', models.BooleanField(default=False, help_text='May edit what is said of the organisation and invite its people.', verbose_name='looks after its pages')),
                    ('ended_at', models.DateTimeField(blank=True, editable=False, help_text='When it was ended at once: from then on, on the last day too, it is over.', null=True, verbose_name='ended at')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization', verbose_name='organisation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='members.representative')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Tier',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=40, unique=True, verbose_name='name')),
                    ('slug', models.SlugField(unique=True, verbose_name='slug')),
                    ('rank', models.PositiveSmallIntegerField(help_text='1 comes first.', unique=True, verbose_name='rank')),
                    ('text', models.TextField(help_text='What this tier is, above its members.', verbose_name='text')),
                    ('summary', models.CharField(max_length=120, verbose_name='in a line')),
                    ('logo_size', models.PositiveSmallIntegerField(default=3, help_text='1 (small) to 5 (large).', verbose_name='logo size')),
                    ('cap', models.PositiveSmallIntegerField(blank=True, help_text='The most members it may have; empty: none.', null=True, verbose_name='cap')),
                    ('term_years', models.PositiveSmallIntegerField(default=1, verbose_name='years in a term')),
                    ('board_rule', models.CharField(blank=True, max_length=120, verbose_name='seats on the board')),
                    ('is_exclusive', models.BooleanField(default=False, help_text='No two members of one owner may hold tiers marked so.', verbose_name='one per ownership group')),
                    ('decided_by', models.CharField(choices=[('director', 'Executive Director'), ('board', 'Board')], default='director', max_length=8, verbose_name='applications decided by')),
                    ('days_in_public', models.PositiveSmallIntegerField(default=0, help_text='How many days an application is public before it is decided.', verbose_name='days in public')),
                ],
                options={
                    'verbose_name': 'tier',
                    'verbose_name_plural': 'tiers',
                    'ordering': ['rank'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('logo_size__gte', 1), ('logo_size__lte', 5)), name='tier_logo_size_one_to_five'), models.CheckConstraint(condition=models.Q(('decided_by__in', ['director', 'board'])), name='tier_decided_by_known')],
                },
            ),
                migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('span', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Leave a day empty if it is not known.', verbose_name='from and until')),
                    ('started_before', models.DateField(blank=True, help_text='When the first day is not known: the day it is known to have been a member.', null=True, verbose_name='started before')),
                    ('ended_after', models.DateField(blank=True, help_text='When the last day is not known: the day it is known to be still a member.', null=True, verbose_name='ended after')),
                    ('began_as', models.CharField(blank=True, choices=[('joined', 'Joined'), ('upgraded', 'Upgraded'), ('downgraded', 'Downgraded'), ('reinstated', 'Reinstated'), ('took_over', "Took over another's term")], help_text='Empty where nobody wrote it down.', max_length=10, verbose_name='how it began')),
                    ('ended_as', models.CharField(blank=True, choices=[('upgraded', 'Upgraded'), ('downgraded', 'Downgraded'), ('left', 'Left'), ('not_renewed', 'Not renewed'), ('lapsed', 'Lapsed: dues unpaid'), ('merged', 'Merged into another'), ('taken_over', 'Taken over by another member'), ('ended', 'Ended by the foundation')], max_length=11, verbose_name='how it ended')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='members.organization')),
                    ('tier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='members.tier')),
                ],
                options={
                    'verbose_name': 'membership',
                    'verbose_name_plural': 'memberships',
                    'ordering': ['organization', 'span'],
                    'indexes': [django.contrib.postgres.indexes.GistIndex(fields=['span'], name='membership_span')],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('organization', '='), ('span', '&&')], name='membership_one_tier_at_a_time', violation_error_message='It holds a tier in part of this time already.'), models.CheckConstraint(condition=models.Q(('span__isempty', False)), name='membership_lasts_a_day', violation_error_message='The last day must come after the first.'), models.CheckConstraint(condition=models.Q(('began_as__in', ['', 'joined', 'upgraded', 'downgraded', 'reinstated', 'took_over'])), name='membership_beginning_known'), models.CheckConstraint(condition=models.Q(('ended_as', ''), models.Q(('ended_as__in', ['upgraded', 'downgraded', 'left', 'not_renewed', 'lapsed', 'merged', 'taken_over', 'ended']), ('span__endswith__isnull', False)), _connector='OR'), name='membership_how_it_ended_needs_an_end', violation_error_message='Say how it ended only together with its last day.'), models.CheckConstraint(condition=models.Q(('started_before__isnull', True), ('span__contains', models.F('started_before')), _connector='OR'), name='membership_started_before_in_span', violation_error_message='“Started before” must be a day of the membership.'), models.CheckConstraint(condition=models.Q(('ended_after__isnull', True), ('span__contains', models.F('ended_after')), _connector='OR'), name='membership_ended_after_in_span', violation_error_message='“Ended after” must be a day of the membership.')],
                },
            ),
                migrations.CreateModel(
                name='TierEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=40, verbose_name='name')),
                    ('slug', models.SlugField(db_index=False, verbose_name='slug')),
                    ('rank', models.PositiveSmallIntegerField(help_text='1 comes first.', verbose_name='rank')),
                    ('text', models.TextField(help_text='What this tier is, above its members.', verbose_name='text')),
                    ('summary', models.CharField(max_length=120, verbose_name='in a line')),
                    ('logo_size', models.PositiveSmallIntegerField(default=3, help_text='1 (small) to 5 (large).', verbose_name='logo size')),
                    ('cap', models.PositiveSmallIntegerField(blank=True, help_text='The most members it may have; empty: none.', null=True, verbose_name='cap')),
                    ('term_years', models.PositiveSmallIntegerField(default=1, verbose_name='years in a term')),
                    ('board_rule', models.CharField(blank=True, max_length=120, verbose_name='seats on the board')),
                    ('is_exclusive', models.BooleanField(default=False, help_text='No two members of one owner may hold tiers marked so.', verbose_name='one per ownership group')),
                    ('decided_by', models.CharField(choices=[('director', 'Executive Director'), ('board', 'Board')], default='director', max_length=8, verbose_name='applications decided by')),
                    ('days_in_public', models.PositiveSmallIntegerField(default=0, help_text='How many days an application is public before it is decided.', verbose_name='days in public')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='members.tier')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='TierPrice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                    ('amount', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='dues a year')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('tier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='members.tier')),
                ],
                options={
                    'verbose_name': 'price',
                    'verbose_name_plural': 'prices',
                    'ordering': ['tier', '-year'],
                    'constraints': [models.UniqueConstraint(fields=('tier', 'year'), name='tier_price_one_a_year', violation_error_message='This tier has a price for that year already.'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='tier_price_not_negative')],
                },
            ),
                migrations.CreateModel(
                name='TierPriceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                    ('amount', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='dues a year')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='members.tierprice')),
                    ('tier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.tier')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='MembershipEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('span', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Leave a day empty if it is not known.', verbose_name='from and until')),
                    ('started_before', models.DateField(blank=True, help_text='When the first day is not known: the day it is known to have been a member.', null=True, verbose_name='started before')),
                    ('ended_after', models.DateField(blank=True, help_text='When the last day is not known: the day it is known to be still a member.', null=True, verbose_name='ended after')),
                    ('began_as', models.CharField(blank=True, choices=[('joined', 'Joined'), ('upgraded', 'Upgraded'), ('downgraded', 'Downgraded'), ('reinstated', 'Reinstated'), ('took_over', "Took over another's term")], help_text='Empty where nobody wrote it down.', max_length=10, verbose_name='how it began')),
                    ('ended_as', models.CharField(blank=True, choices=[('upgraded', 'Upgraded'), ('downgraded', 'Downgraded'), ('left', 'Left'), ('not_renewed', 'Not renewed'), ('lapsed', 'Lapsed: dues unpaid'), ('merged', 'Merged into another'), ('taken_over', 'Taken over by another member'), ('ended', 'Ended by the foundation')], max_length=11, verbose_name='how it ended')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='members.membership')),
                    ('organization', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization')),
                    ('tier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.tier')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Benefit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('group', models.CharField(max_length=60, verbose_name='group')),
                    ('name', models.CharField(max_length=160, unique=True, verbose_name='benefit')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('tiers', models.ManyToManyField(related_name='benefits', through='members.TierBenefit', to='members.tier')),
                ],
                options={
                    'verbose_name': 'benefit',
                    'verbose_name_plural': 'benefits',
                    'ordering': ['position', 'pk'],
                },
            ),
                migrations.CreateModel(
                name='TierBenefit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('detail', models.CharField(blank=True, help_text='“1 seat”, “20 % off”; empty: a tick.', max_length=80, verbose_name='detail')),
                    ('benefit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tier_benefits', to='members.benefit')),
                    ('tier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tier_benefits', to='members.tier')),
                ],
                options={
                    'verbose_name': 'benefit of a tier',
                    'verbose_name_plural': 'benefits of a tier',
                    'constraints': [models.UniqueConstraint(fields=('tier', 'benefit'), name='tier_benefit_once')],
                },
            ),
                migrations.CreateModel(
                name='TierBenefitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('detail', models.CharField(blank=True, help_text='“1 seat”, “20 % off”; empty: a tick.', max_length=80, verbose_name='detail')),
                    ('benefit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.benefit')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='members.tierbenefit')),
                    ('tier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.tier')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='AgreedBenefit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('group', models.CharField(max_length=60, verbose_name='group')),
                    ('name', models.CharField(max_length=160, verbose_name='benefit')),
                    ('detail', models.CharField(blank=True, max_length=80, verbose_name='detail')),
                    ('quantity', models.PositiveSmallIntegerField(blank=True, help_text='Empty where it is not counted.', null=True, verbose_name='how many')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('benefit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agreed', to='members.benefit')),
                    ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreed_benefits', to='members.membership')),
                ],
                options={
                    'verbose_name': 'agreed benefit',
                    'verbose_name_plural': 'agreed benefits',
                    'ordering': ['membership', 'position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('membership', 'name'), name='agreed_benefit_once', violation_error_message='This membership has that benefit already.')],
                },
            ),
                migrations.CreateModel(
                name='BenefitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('group', models.CharField(max_length=60, verbose_name='group')),
                    ('name', models.CharField(max_length=160, verbose_name='benefit')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='members.benefit')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='BenefitUse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='how many')),
                    ('used_on', models.DateField(verbose_name='used on')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='for what')),
                    ('agreed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='members.agreedbenefit')),
                ],
                options={
                    'verbose_name': 'use of a benefit',
                    'verbose_name_plural': 'uses of benefits',
                    'ordering': ['-used_on', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='benefit_use_of_something')],
                },
            ),
                migrations.CreateModel(
                name='BenefitUseEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('quantity', models.PositiveSmallIntegerField(default=1, verbose_name='how many')),
                    ('used_on', models.DateField(verbose_name='used on')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='for what')),
                    ('agreed', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.agreedbenefit')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='members.benefituse')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='AgreedBenefitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('group', models.CharField(max_length=60, verbose_name='group')),
                    ('name', models.CharField(max_length=160, verbose_name='benefit')),
                    ('detail', models.CharField(blank=True, max_length=80, verbose_name='detail')),
                    ('quantity', models.PositiveSmallIntegerField(blank=True, help_text='Empty where it is not counted.', null=True, verbose_name='how many')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='members.agreedbenefit')),
                    ('benefit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.benefit')),
                    ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.membership')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='agreedbenefit',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_agreedbenefitevent" ("benefit_id", "detail", "group", "id", "membership_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quantity") VALUES (NEW."benefit_id", NEW."detail", NEW."group", NEW."id", NEW."membership_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."quantity"); RETURN NULL;', hash='6cc71f083654b1e96118e0852921c87d66aef777', operation='INSERT', pgid='pgtrigger_insert_insert_dfa87', table='members_agreedbenefit', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='agreedbenefit',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "members_agreedbenefitevent" ("benefit_id", "detail", "group", "id", "membership_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quantity") VALUES (NEW."benefit_id", NEW."detail", NEW."group", NEW."id", NEW."membership_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."quantity"); RETURN NULL;', hash='c2014708b7f2d8e26e558b7142b8ad5e713aaee4', operation='UPDATE', pgid='pgtrigger_update_update_cef6b', table='members_agreedbenefit', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='agreedbenefit',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_agreedbenefitevent" ("benefit_id", "detail", "group", "id", "membership_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quantity") VALUES (OLD."benefit_id", OLD."detail", OLD."group", OLD."id", OLD."membership_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."quantity"); RETURN NULL;', hash='c0b694cdc006b774f17014ee68a7f212f997f203', operation='DELETE', pgid='pgtrigger_delete_delete_ef543', table='members_agreedbenefit', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='agreedbenefitevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a7147455afe4af7884013e397b361e2d7b6264dc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_37899', table='members_agreedbenefitevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='benefit',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_benefitevent" ("group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."group", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;', hash='30ab43c6898552fee7ada08f8cf50aa7cd646d3f', operation='INSERT', pgid='pgtrigger_insert_insert_1391d', table='members_benefit', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='benefit',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "members_benefitevent" ("group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."group", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;', hash='215c64e33dbb039f3530da0c59f627208e849bd8', operation='UPDATE', pgid='pgtrigger_update_update_f112c', table='members_benefit', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='benefit',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_benefitevent" ("group", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."group", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;', hash='1f74ef75cd7243c8c4ee9faf5a1457115e6fec2f', operation='DELETE', pgid='pgtrigger_delete_delete_05875', table='members_benefit', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='benefitevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='585692a01900ec41a16e1db35aef0fd6c380a815', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_83c74', table='members_benefitevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='benefituse',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_benefituseevent" ("agreed_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "used_on") VALUES (NEW."agreed_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quantity", NEW."used_on"); RETURN NULL;', hash='b6cb0773fa204db7e5df1849bb6022ea2373120b', operation='INSERT', pgid='pgtrigger_insert_insert_b20c1', table='members_benefituse', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='benefituse',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "members_benefituseevent" ("agreed_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "used_on") VALUES (NEW."agreed_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quantity", NEW."used_on"); RETURN NULL;', hash='9178b65c4b657037829dfc0621241039d969d7e4', operation='UPDATE', pgid='pgtrigger_update_update_aabf9', table='members_benefituse', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='benefituse',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_benefituseevent" ("agreed_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "used_on") VALUES (OLD."agreed_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quantity", OLD."used_on"); RETURN NULL;', hash='7004d3a933ca136a94c8d3d9b51e6a08297c7db8', operation='DELETE', pgid='pgtrigger_delete_delete_ca3fb', table='members_benefituse', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='benefituseevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6fe1cbdd932396afe24b998ef7bb8892b0b59926', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b4d0', table='members_benefituseevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='maildomain',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_maildomainevent" ("domain", "id", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."domain", NEW."id", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='7b74f9efd96ca05423412f1f354cefa6afdf4616', operation='INSERT', pgid='pgtrigger_insert_insert_43b36', table='members_maildomain', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='maildomain',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "members_maildomainevent" ("domain", "id", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."domain", NEW."id", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='cce48567ac394a547425aa062199ebb55288c69c', operation='UPDATE', pgid='pgtrigger_update_update_07176', table='members_maildomain', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='maildomain',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_maildomainevent" ("domain", "id", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."domain", OLD."id", OLD."note", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='54965cf3d0c6c57e0fec9078126d7c2fc908fabd', operation='DELETE', pgid='pgtrigger_delete_delete_12a19', table='members_maildomain', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='maildomainevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='711fa6f201d19f852d050a38af7f4095094d8853', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2a8c0', table='members_maildomainevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='membership',
                trigger=pgtrigger.compiler.Trigger(name='membership_one_exclusive_per_owner', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        IF (SELECT is_exclusive FROM members_tier WHERE id = NEW.tier_id) THEN\n            PERFORM members_lock_groups(NEW.organization_id);\n            PERFORM members_refuse_rivals(NEW.organization_id, NEW.span);\n        END IF;\n        RETURN NULL;\n    ', hash='1c5a3ccf0dfdd6a374e7c94dd85a5a02e0bb5f7d', operation='INSERT OR UPDATE OF "span", "tier_id", "organization_id"', pgid='pgtrigger_membership_one_exclusive_per_owner_723a6', table='members_membership', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='membership',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_membershipevent" ("began_as", "ended_after", "ended_as", "id", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span", "started_before", "tier_id") VALUES (NEW."began_as", NEW."ended_after", NEW."ended_as", NEW."id", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."span", NEW."started_before", NEW."tier_id"); RETURN NULL;', hash='f5acdef1b47623ec6220e82e73ccb10e58858f5f', operation='INSERT', pgid='pgtrigger_insert_insert_20243', table='members_membership', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='membership',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "members_membershipevent" ("began_as", "ended_after", "ended_as", "id", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span", "started_before", "tier_id") VALUES (NEW."began_as", NEW."ended_after", NEW."ended_as", NEW."id", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."span", NEW."started_before", NEW."tier_id"); RETURN NULL;', hash='ccbd7cd0ad89c03046327c1cf7d0f46b678ee1dc', operation='UPDATE', pgid='pgtrigger_update_update_f5071', table='members_membership', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='membership',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_membershipevent" ("began_as", "ended_after", "ended_as", "id", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span", "started_before", "tier_id") VALUES (OLD."began_as", OLD."ended_after", OLD."ended_as", OLD."id", OLD."note", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."span", OLD."started_before", OLD."tier_id"); RETURN NULL;', hash='61301e670b0bd7e6f8314b6145a0fadbdbea9d39', operation='DELETE', pgid='pgtrigger_delete_delete_84b9f', table='members_membership', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='membershipevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0f6d8ff46c2f4bfa59455a4a3ce243a972dcfd89', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6dbe4', table='members_membershipevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organization',
                trigger=pgtrigger.compiler.Trigger(name='organization_owner_locked', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        PERFORM members_lock_groups(OLD.id, NEW.parent_id);\n        RETURN NEW;\n    ', hash='485b3e047051ed054dbaff10827f28faf72e53e2', operation='UPDATE OF "parent_id", "guarded_from"', pgid='pgtrigger_organization_owner_locked_e4ca0', table='members_organization', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organization',
                trigger=pgtrigger.compiler.Trigger(name='organization_owner_has_one', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n        IF NEW.parent_id IS NOT NULL THEN\n            PERFORM members_refuse_rivals(held.organization_id, held.span)\n            FROM members_group(NEW.id) kin\n            JOIN members_membership held ON held.organization_id = kin.id\n            JOIN members_tier tier ON tier.id = held.tier_id AND tier.is_exclusive;\n        END IF;\n        RETURN NULL;\n    ', hash='4605ebb4e60044e9e385fb8b57b79f27066d11fb', operation='UPDATE OF "parent_id", "guarded_from"', pgid='pgtrigger_organization_owner_has_one_df58c', table='members_organization', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organization',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_organizationevent" ("ccla_signed_on", "city", "colour", "commitment", "commitment_author", "country", "description", "guarded_from", "id", "industry", "is_infrastructure_donor", "is_supporter", "logo", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "website") VALUES (NEW."ccla_signed_on", NEW."city", NEW."colour", NEW."commitment", NEW."commitment_author", NEW."country", NEW."description", NEW."guarded_from", NEW."id", NEW."industry", NEW."is_infrastructure_donor", NEW."is_supporter", NEW."logo", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."source", NEW."website"); RETURN NULL;', hash='b9653aabab8644330b75a012ae69e4e8f1927a37', operation='INSERT', pgid='pgtrigger_insert_insert_5fbf2', table='members_organization', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organization',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ccla_signed_on" IS DISTINCT FROM (NEW."ccla_signed_on") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."colour" IS DISTINCT FROM (NEW."colour") OR OLD."commitment" IS DISTINCT FROM (NEW."commitment") OR OLD."commitment_author" IS DISTINCT FROM (NEW."commitment_author") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."description" IS DISTINCT FROM (NEW."description") OR OLD."guarded_from" IS DISTINCT FROM (NEW."guarded_from") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."industry" IS DISTINCT FROM (NEW."industry") OR OLD."is_infrastructure_donor" IS DISTINCT FROM (NEW."is_infrastructure_donor") OR OLD."is_supporter" IS DISTINCT FROM (NEW."is_supporter") OR OLD."logo" IS DISTINCT FROM (NEW."logo") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."website" IS DISTINCT FROM (NEW."website"))', func='INSERT INTO "members_organizationevent" ("ccla_signed_on", "city", "colour", "commitment", "commitment_author", "country", "description", "guarded_from", "id", "industry", "is_infrastructure_donor", "is_supporter", "logo", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "website") VALUES (NEW."ccla_signed_on", NEW."city", NEW."colour", NEW."commitment", NEW."commitment_author", NEW."country", NEW."description", NEW."guarded_from", NEW."id", NEW."industry", NEW."is_infrastructure_donor", NEW."is_supporter", NEW."logo", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."source", NEW."website"); RETURN NULL;', hash='a0e802d129b245dc8cf841bcec7553b678905b95', operation='UPDATE', pgid='pgtrigger_update_update_af66e', table='members_organization', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organization',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_organizationevent" ("ccla_signed_on", "city", "colour", "commitment", "commitment_author", "country", "description", "guarded_from", "id", "industry", "is_infrastructure_donor", "is_supporter", "logo", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "website") VALUES (OLD."ccla_signed_on", OLD."city", OLD."colour", OLD."commitment", OLD."commitment_author", OLD."country", OLD."description", OLD."guarded_from", OLD."id", OLD."industry", OLD."is_infrastructure_donor", OLD."is_supporter", OLD."logo", OLD."name", OLD."parent_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."source", OLD."website"); RETURN NULL;', hash='bb206a2aaef0a59ee6b6f20262d51a51c6200377', operation='DELETE', pgid='pgtrigger_delete_delete_e843d', table='members_organization', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organizationevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6f96885f18408e405e7cccbfe89b07886843b49e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_920c8', table='members_organizationevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organizationname',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_organizationnameevent" ("id", "kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "until") VALUES (NEW."id", NEW."kind", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."until"); RETURN NULL;', hash='3aea7721ccbf909aef0d8a0178361393e910781c', operation='INSERT', pgid='pgtrigger_insert_insert_c6dde', table='members_organizationname', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organizationname',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organization_id" IS DISTINCT FROM (NEW."organization_id") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."until" IS DISTINCT FROM (NEW."until"))', func='INSERT INTO "members_organizationnameevent" ("id", "kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "until") VALUES (NEW."id", NEW."kind", NEW."name", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."until"); RETURN NULL;', hash='1414dec4a650343731158f422098ff48ba8ec4cd', operation='UPDATE', pgid='pgtrigger_update_update_b0e73', table='members_organizationname', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organizationname',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_organizationnameevent" ("id", "kind", "name", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "until") VALUES (OLD."id", OLD."kind", OLD."name", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."until"); RETURN NULL;', hash='8588001387235339c3f872bc9c113a6640ea867f', operation='DELETE', pgid='pgtrigger_delete_delete_b018c', table='members_organizationname', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='organizationnameevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ab9ef0d60e5a098ff3b7f54c168c19a3123d3096', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9ecb0', table='members_organizationnameevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='representative',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_representativeevent" ("email", "ended_at", "id", "is_admin", "name", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "until") VALUES (NEW."email", NEW."ended_at", NEW."id", NEW."is_admin", NEW."name", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."since", NEW."until"); RETURN NULL;', hash='48e6e1cdb3386662b5c189d280ea22c1b8754069', operation='INSERT', pgid='pgtrigger_insert_insert_b088f', table='members_representative', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='representative',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "members_representativeevent" ("email", "ended_at", "id", "is_admin", "name", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "until") VALUES (NEW."email", NEW."ended_at", NEW."id", NEW."is_admin", NEW."name", NEW."note", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."since", NEW."until"); RETURN NULL;', hash='3f72cd86b21899353c447fe5a4522dd79d32d189', operation='UPDATE', pgid='pgtrigger_update_update_08559', table='members_representative', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='representative',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_representativeevent" ("email", "ended_at", "id", "is_admin", "name", "note", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "until") VALUES (OLD."email", OLD."ended_at", OLD."id", OLD."is_admin", OLD."name", OLD."note", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."since", OLD."until"); RETURN NULL;', hash='d38f7529a90b05f154aa9a2b4db5a7a37c924061', operation='DELETE', pgid='pgtrigger_delete_delete_00a3e', table='members_representative', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='representativeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1aead8d7b70e74bca9afe0ee0ff6d213851fc280', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4ebf8', table='members_representativeevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tier',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_tierevent" ("board_rule", "cap", "days_in_public", "decided_by", "id", "is_exclusive", "logo_size", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "slug", "summary", "term_years", "text") VALUES (NEW."board_rule", NEW."cap", NEW."days_in_public", NEW."decided_by", NEW."id", NEW."is_exclusive", NEW."logo_size", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rank", NEW."slug", NEW."summary", NEW."term_years", NEW."text"); RETURN NULL;', hash='8143830072ef4ed44816cd99f97a857feb40f31e', operation='INSERT', pgid='pgtrigger_insert_insert_23f5e', table='members_tier', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tier',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "members_tierevent" ("board_rule", "cap", "days_in_public", "decided_by", "id", "is_exclusive", "logo_size", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "slug", "summary", "term_years", "text") VALUES (NEW."board_rule", NEW."cap", NEW."days_in_public", NEW."decided_by", NEW."id", NEW."is_exclusive", NEW."logo_size", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rank", NEW."slug", NEW."summary", NEW."term_years", NEW."text"); RETURN NULL;', hash='c3e5cd0ab090acd3b1d3d2e1386e78307932c6a7', operation='UPDATE', pgid='pgtrigger_update_update_6ae84', table='members_tier', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tier',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_tierevent" ("board_rule", "cap", "days_in_public", "decided_by", "id", "is_exclusive", "logo_size", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "slug", "summary", "term_years", "text") VALUES (OLD."board_rule", OLD."cap", OLD."days_in_public", OLD."decided_by", OLD."id", OLD."is_exclusive", OLD."logo_size", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rank", OLD."slug", OLD."summary", OLD."term_years", OLD."text"); RETURN NULL;', hash='41d9ae6c931c115cd551412006009832e2c9a8d6', operation='DELETE', pgid='pgtrigger_delete_delete_e9360', table='members_tier', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tierbenefit',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_tierbenefitevent" ("benefit_id", "detail", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tier_id") VALUES (NEW."benefit_id", NEW."detail", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."tier_id"); RETURN NULL;', hash='136a7ba10bbe7768b6981ced17d547a1a69aaf78', operation='INSERT', pgid='pgtrigger_insert_insert_b1fe9', table='members_tierbenefit', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tierbenefit',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "members_tierbenefitevent" ("benefit_id", "detail", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tier_id") VALUES (NEW."benefit_id", NEW."detail", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tier_id"); RETURN NULL;', hash='baa873a6e723af822d62d9d34ba6731a8620cc50', operation='UPDATE', pgid='pgtrigger_update_update_11517', table='members_tierbenefit', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tierbenefit',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_tierbenefitevent" ("benefit_id", "detail", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tier_id") VALUES (OLD."benefit_id", OLD."detail", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tier_id"); RETURN NULL;', hash='5e394c96578b9c11f223acd494dfbc70f775379c', operation='DELETE', pgid='pgtrigger_delete_delete_9d938', table='members_tierbenefit', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tierbenefitevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='356720c00b70b2bb1caadad52af3c753cc1fc0dc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_72ca7', table='members_tierbenefitevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tierevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ea8b273d594bb69e5e9470975aa3eea1422972b0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_baa95', table='members_tierevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tierprice',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_tierpriceevent" ("amount", "currency", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tier_id", "year") VALUES (NEW."amount", NEW."currency", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."tier_id", NEW."year"); RETURN NULL;', hash='729d0f12915b49fb9ae8b6e59bc2075a59d9d896', operation='INSERT', pgid='pgtrigger_insert_insert_c1c58', table='members_tierprice', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tierprice',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "members_tierpriceevent" ("amount", "currency", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tier_id", "year") VALUES (NEW."amount", NEW."currency", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tier_id", NEW."year"); RETURN NULL;', hash='8a32a971d6727845c821584079a0555df8d22365', operation='UPDATE', pgid='pgtrigger_update_update_ffe9f', table='members_tierprice', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tierprice',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "members_tierpriceevent" ("amount", "currency", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tier_id", "year") VALUES (OLD."amount", OLD."currency", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tier_id", OLD."year"); RETURN NULL;', hash='7563e377a2adce754975159abf7306afcddc27a7', operation='DELETE', pgid='pgtrigger_delete_delete_98720', table='members_tierprice', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='tierpriceevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ebb7215b3f29f1b992a60b386be17bcd2ab04c33', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bab76', table='members_tierpriceevent', when='BEFORE')),
            )],
        ),
    ]
