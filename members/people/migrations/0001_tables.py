import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django_countries.fields
import foundation.base.clock
import foundation.base.operations
import foundation.base.search
import foundation.base.slugs
import foundation.base.tokens
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('people', '0001_individual_members'),
        ('people', '0002_erasures'),
    ]

    dependencies = [
        ('base', '0001_extensions'),
        ('accounts', '__first__'),
        ('members', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='AgreementVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('version', models.CharField(max_length=20, unique=True, verbose_name='version')),
                    ('text', models.TextField(help_text='Blank lines part the paragraphs.', max_length=40000, verbose_name='text')),
                    ('in_force_from', models.DateField(unique=True, verbose_name='in force from')),
                ],
                options={
                    'verbose_name': 'version of the member agreement',
                    'verbose_name_plural': 'versions of the member agreement',
                    'ordering': ['-in_force_from'],
                },
            ),
                migrations.CreateModel(
                name='AgreementVersionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('version', models.CharField(max_length=20, verbose_name='version')),
                    ('text', models.TextField(help_text='Blank lines part the paragraphs.', max_length=40000, verbose_name='text')),
                    ('in_force_from', models.DateField(verbose_name='in force from')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.agreementversion')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Erasure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('emails', django.contrib.postgres.fields.ArrayField(base_field=models.EmailField(max_length=254), verbose_name='addresses')),
                    ('asked_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='asked at')),
                    ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done at')),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='erasure', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'erasure',
                    'verbose_name_plural': 'erasures',
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('done_at__isnull', True), ('emails', []), _connector='OR'), name='erasure_done_knows_no_address')],
                },
            ),
                migrations.CreateModel(
                name='ErasureStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=150, verbose_name='what')),
                    ('fate', models.CharField(max_length=7, verbose_name='what became of it')),
                    ('rows', models.PositiveIntegerField(default=0, verbose_name='rows')),
                    ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done at')),
                    ('erasure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='people.erasure')),
                ],
                options={
                    'verbose_name': 'step',
                    'verbose_name_plural': 'steps',
                    'ordering': ['erasure', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('erasure', 'key'), name='erasure_step_once')],
                },
            ),
                migrations.CreateModel(
                name='IndividualMembership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('span', django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name='from and until')),
                    ('began_as', models.CharField(choices=[('joined', 'Joined'), ('imported', 'Taken over from another register')], default='joined', max_length=8, verbose_name='how it began')),
                    ('ended_as', models.CharField(blank=True, choices=[('resigned', 'Resigned'), ('ended', 'Ended by the foundation'), ('merged', 'Merged into another account'), ('erased', 'Asked to be erased')], max_length=8, verbose_name='how it ended')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='individual_memberships', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'individual membership',
                    'verbose_name_plural': 'individual memberships',
                    'ordering': ['user', 'span'],
                    'indexes': [django.contrib.postgres.indexes.GistIndex(fields=['span'], name='individual_membership_span')],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('span', '&&')], name='individual_membership_one_at_a_time', violation_error_message='This person is a member in part of this time already.'), models.CheckConstraint(condition=models.Q(('span__isempty', False), ('span__startswith__isnull', False)), name='individual_membership_has_a_beginning', violation_error_message='Say when the membership began.'), models.CheckConstraint(condition=models.Q(('began_as__in', ['joined', 'imported'])), name='individual_membership_beginning_known'), models.CheckConstraint(condition=models.Q(models.Q(('ended_as', ''), ('span__endswith__isnull', True)), models.Q(('ended_as__in', ['resigned', 'ended', 'merged', 'erased']), ('span__endswith__isnull', False)), _connector='OR'), name='individual_membership_says_how_it_ended', violation_error_message='A membership that has ended says how, no other does.')],
                },
            ),
                migrations.CreateModel(
                name='IndividualMembershipEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('span', django.contrib.postgres.fields.ranges.DateTimeRangeField(verbose_name='from and until')),
                    ('began_as', models.CharField(choices=[('joined', 'Joined'), ('imported', 'Taken over from another register')], default='joined', max_length=8, verbose_name='how it began')),
                    ('ended_as', models.CharField(blank=True, choices=[('resigned', 'Resigned'), ('ended', 'Ended by the foundation'), ('merged', 'Merged into another account'), ('erased', 'Asked to be erased')], max_length=8, verbose_name='how it ended')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.individualmembership')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('slug', models.SlugField(max_length=80, unique=True, validators=[foundation.base.slugs.validate_not_reserved], verbose_name='address')),
                    ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                    ('bio', models.TextField(blank=True, max_length=2000, verbose_name='about me')),
                    ('languages', models.CharField(blank=True, max_length=200, verbose_name='languages')),
                    ('projects', models.CharField(blank=True, max_length=200, verbose_name='projects')),
                    ('chat', models.CharField(blank=True, max_length=200, verbose_name='chat names')),
                    ('links', models.TextField(blank=True, help_text='One address a line.', max_length=1000, verbose_name='links')),
                    ('shows_name', models.BooleanField(default=True, verbose_name='name is public')),
                    ('shows_photo', models.BooleanField(default=False, verbose_name='photo is public')),
                    ('shows_affiliations', models.BooleanField(default=False, verbose_name='affiliations are public')),
                    ('shows_country', models.BooleanField(default=False, verbose_name='country is public')),
                    ('shows_bio', models.BooleanField(default=False, verbose_name='about me is public')),
                    ('shows_languages', models.BooleanField(default=False, verbose_name='languages are public')),
                    ('shows_projects', models.BooleanField(default=False, verbose_name='projects are public')),
                    ('shows_chat', models.BooleanField(default=False, verbose_name='chat names are public')),
                    ('shows_links', models.BooleanField(default=False, verbose_name='links are public')),
                    ('shows_email', models.BooleanField(default=False, verbose_name='e-mail is shown to members')),
                    ('search_text', models.GeneratedField(db_persist=True, expression=foundation.base.search.Folded(models.F('name')), output_field=models.TextField())),
                    ('letter', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Left(foundation.base.search.Folded(models.F('name')), 1), output_field=models.CharField(max_length=1))),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'individual',
                    'verbose_name_plural': 'individuals',
                    'ordering': ['name'],
                    'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('search_text'), name='gin_trgm_ops'), name='person_search'), models.Index(condition=models.Q(('shows_name', True)), fields=['letter', 'search_text', 'id'], name='person_by_letter')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='person_has_a_name', violation_error_message='Give the full name.')],
                },
            ),
                migrations.CreateModel(
                name='PersonEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('slug', models.SlugField(db_index=False, max_length=80, validators=[foundation.base.slugs.validate_not_reserved], verbose_name='address')),
                    ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                    ('bio', models.TextField(blank=True, max_length=2000, verbose_name='about me')),
                    ('languages', models.CharField(blank=True, max_length=200, verbose_name='languages')),
                    ('projects', models.CharField(blank=True, max_length=200, verbose_name='projects')),
                    ('chat', models.CharField(blank=True, max_length=200, verbose_name='chat names')),
                    ('links', models.TextField(blank=True, help_text='One address a line.', max_length=1000, verbose_name='links')),
                    ('shows_name', models.BooleanField(default=True, verbose_name='name is public')),
                    ('shows_photo', models.BooleanField(default=False, verbose_name='photo is public')),
                    ('shows_affiliations', models.BooleanField(default=False, verbose_name='affiliations are public')),
                    ('shows_country', models.BooleanField(default=False, verbose_name='country is public')),
                    ('shows_bio', models.BooleanField(default=False, verbose_name='about me is public')),
                    ('shows_languages', models.BooleanField(default=False, verbose_name='languages are public')),
                    ('shows_projects', models.BooleanField(default=False, verbose_name='projects are public')),
                    ('shows_chat', models.BooleanField(default=False, verbose_name='chat names are public')),
                    ('shows_links', models.BooleanField(default=False, verbose_name='links are public')),
                    ('shows_email', models.BooleanField(default=False, verbose_name='e-mail is shown to members')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.person')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Photo',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('content', models.BinaryField(verbose_name='picture')),
                    ('width', models.PositiveSmallIntegerField(verbose_name='width')),
                    ('height', models.PositiveSmallIntegerField(verbose_name='height')),
                    ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='photo', to='people.person')),
                ],
                options={
                    'verbose_name': 'photo',
                    'verbose_name_plural': 'photos',
                    'ordering': ['pk'],
                },
            ),
                migrations.CreateModel(
                name='Vote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=150, verbose_name='name')),
                    ('closed_on', models.DateField(db_index=True, verbose_name='closed on')),
                ],
                options={
                    'verbose_name': 'vote',
                    'verbose_name_plural': 'votes',
                    'ordering': ['-closed_on', 'pk'],
                },
            ),
                migrations.CreateModel(
                name='Turnout',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('voted', models.BooleanField(verbose_name='took part')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turnout', to=settings.AUTH_USER_MODEL)),
                    ('vote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turnout', to='people.vote')),
                ],
                options={
                    'verbose_name': 'turnout',
                    'verbose_name_plural': 'turnout',
                    'ordering': ['vote', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('vote', 'user'), name='turnout_once_per_vote')],
                },
            ),
                migrations.CreateModel(
                name='VoteEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=150, verbose_name='name')),
                    ('closed_on', models.DateField(verbose_name='closed on')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.vote')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='VotingNotice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('secret', models.CharField(default=foundation.base.tokens.secret, editable=False, max_length=32, unique=True)),
                    ('sent_on', models.DateField(verbose_name='sent on')),
                    ('answer_until', models.DateField(verbose_name='to be answered by')),
                    ('votes', models.PositiveSmallIntegerField(verbose_name='votes')),
                    ('taken', models.PositiveSmallIntegerField(verbose_name='took part in')),
                    ('outcome', models.CharField(choices=[('open', 'Waits for an answer'), ('answered', 'Answered: the right stays'), ('enough', 'Voted meanwhile: the right stays'), ('lost', 'Not answered: the right is lost'), ('ended', 'No longer a member')], default='open', max_length=8, verbose_name='outcome')),
                    ('answered_on', models.DateField(blank=True, null=True, verbose_name='answered on')),
                    ('lost_on', models.DateField(blank=True, null=True, verbose_name='right lost on')),
                    ('restored_on', models.DateField(blank=True, null=True, verbose_name='right given back on')),
                    ('restored_because', models.CharField(blank=True, max_length=300, verbose_name='why it was given back')),
                    ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='people.individualmembership', verbose_name='member')),
                ],
                options={
                    'verbose_name': 'voting notice',
                    'verbose_name_plural': 'voting notices',
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', 'open')), fields=('membership',), name='voting_notice_one_open'), models.CheckConstraint(condition=models.Q(('outcome__in', ['open', 'answered', 'enough', 'lost', 'ended'])), name='voting_notice_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_on__isnull', False), ('outcome', 'answered')), models.Q(models.Q(('outcome', 'answered'), _negated=True), ('answered_on__isnull', True)), _connector='OR'), name='voting_notice_answered_has_a_day'), models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), ('answered_on__lte', models.F('answer_until')), _connector='OR'), name='voting_notice_answered_in_time'), models.CheckConstraint(condition=models.Q(models.Q(('lost_on__gt', models.F('answer_until')), ('outcome', 'lost')), models.Q(models.Q(('outcome', 'lost'), _negated=True), ('lost_on__isnull', True)), _connector='OR'), name='voting_notice_lost_after_the_answer_was_due'), models.CheckConstraint(condition=models.Q(models.Q(('restored_because', ''), ('restored_on__isnull', True)), models.Q(('restored_on__gte', models.F('lost_on')), models.Q(('restored_because', ''), _negated=True)), _connector='OR'), name='voting_notice_given_back_with_a_reason', violation_error_message='Say why the right is given back.')],
                },
            ),
                migrations.CreateModel(
                name='VotingNoticeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('sent_on', models.DateField(verbose_name='sent on')),
                    ('answer_until', models.DateField(verbose_name='to be answered by')),
                    ('votes', models.PositiveSmallIntegerField(verbose_name='votes')),
                    ('outcome', models.CharField(choices=[('open', 'Waits for an answer'), ('answered', 'Answered: the right stays'), ('enough', 'Voted meanwhile: the right stays'), ('lost', 'Not answered: the right is lost'), ('ended', 'No longer a member')], default='open', max_length=8, verbose_name='outcome')),
                    ('answered_on', models.DateField(blank=True, null=True, verbose_name='answered on')),
                    ('lost_on', models.DateField(blank=True, null=True, verbose_name='right lost on')),
                    ('restored_on', models.DateField(blank=True, null=True, verbose_name='right given back on')),
                    ('restored_because', models.CharField(blank=True, max_length=300, verbose_name='why it was given back')),
                    ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='people.individualmembership', verbose_name='member')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.votingnotice')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='VotingRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('in_force_from', models.DateField(unique=True, verbose_name='in force from')),
                    ('wait_days', models.PositiveSmallIntegerField(default=180, verbose_name='days from joining to the first vote')),
                    ('window_months', models.PositiveSmallIntegerField(default=24, verbose_name='months that are looked back')),
                    ('least_percent', models.PositiveSmallIntegerField(default=50, help_text='Who took part in fewer of them gets a notice.', verbose_name='least share of the votes, %')),
                    ('answer_days', models.PositiveSmallIntegerField(default=30, verbose_name='days to answer the notice')),
                ],
                options={
                    'verbose_name': 'voting rule',
                    'verbose_name_plural': 'voting rules',
                    'ordering': ['-in_force_from'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('answer_days__range', (1, 366)), ('least_percent__lte', 100), ('wait_days__lte', 3650), ('window_months__range', (1, 120))), name='voting_rule_possible', violation_error_message='Wait at most 3650 days, look back 1 to 120 months, ask for 0 to 100 %, and give 1 to 366 days to answer.')],
                },
            ),
                migrations.CreateModel(
                name='VotingRuleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('in_force_from', models.DateField(verbose_name='in force from')),
                    ('wait_days', models.PositiveSmallIntegerField(default=180, verbose_name='days from joining to the first vote')),
                    ('window_months', models.PositiveSmallIntegerField(default=24, verbose_name='months that are looked back')),
                    ('least_percent', models.PositiveSmallIntegerField(default=50, help_text='Who took part in fewer of them gets a notice.', verbose_name='least share of the votes, %')),
                    ('answer_days', models.PositiveSmallIntegerField(default=30, verbose_name='days to answer the notice')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.votingrule')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Affiliation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('organization', 'An organisation of the register'), ('typed', 'Another organisation'), ('none', 'None')], default='organization', max_length=12, verbose_name='kind')),
                    ('typed_name', models.CharField(blank=True, max_length=150, verbose_name='name as typed')),
                    ('title', models.CharField(blank=True, max_length=150, verbose_name='job title')),
                    ('span', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Leave a day empty if it is not known.', verbose_name='from and until')),
                    ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='members.organization', verbose_name='organisation')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'affiliation',
                    'verbose_name_plural': 'affiliations',
                    'ordering': ['user', '-span', 'pk'],
                    'indexes': [models.Index(fields=['organization', 'user'], name='affiliation_of_organization')],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('organization', '='), ('span', '&&')], name='affiliation_same_organization_once', violation_error_message='This organisation is there for part of this time.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('typed_name', ''), _negated=True), expressions=[('user', '='), (django.db.models.functions.text.Lower('typed_name'), '='), ('span', '&&')], name='affiliation_same_name_once', violation_error_message='This organisation is there for part of this time.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), (models.Case(models.When(kind='none', then=models.Value(1)), default=models.Value(0), output_field=models.IntegerField()), '<>'), ('span', '&&')], name='affiliation_none_stands_alone', violation_error_message='“None” cannot stand beside an organisation: end one.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('kind', 'none')), expressions=[('user', '='), ('span', '&&')], name='affiliation_none_once', violation_error_message='“None” is there for part of this time already.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'organization'), ('organization__isnull', False), ('typed_name', '')), models.Q(('kind', 'typed'), ('organization__isnull', True), models.Q(('typed_name', ''), _negated=True)), models.Q(('kind', 'none'), ('organization__isnull', True), ('title', ''), ('typed_name', '')), _connector='OR'), name='affiliation_is_one_of_three', violation_error_message='Give an organisation, a name, or none.'), models.CheckConstraint(condition=models.Q(('span__isempty', False)), name='affiliation_lasts_a_day', violation_error_message='The last day must not come before the first.')],
                },
            ),
                migrations.CreateModel(
                name='AffiliationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('organization', 'An organisation of the register'), ('typed', 'Another organisation'), ('none', 'None')], default='organization', max_length=12, verbose_name='kind')),
                    ('typed_name', models.CharField(blank=True, max_length=150, verbose_name='name as typed')),
                    ('title', models.CharField(blank=True, max_length=150, verbose_name='job title')),
                    ('span', django.contrib.postgres.fields.ranges.DateRangeField(help_text='Leave a day empty if it is not known.', verbose_name='from and until')),
                    ('organization', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='members.organization', verbose_name='organisation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='people.affiliation')),
                    ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='AgreementSignature',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('signed_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='signed at')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='people.agreementversion', verbose_name='version')),
                    ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='people.individualmembership', verbose_name='member')),
                ],
                options={
                    'verbose_name': 'signature',
                    'verbose_name_plural': 'signatures of the member agreement',
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(fields=('membership', 'version'), name='signature_once_per_membership')],
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='affiliation',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_affiliationevent" ("id", "kind", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span", "title", "typed_name", "user_id") VALUES (NEW."id", NEW."kind", NEW."organization_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."span", NEW."title", NEW."typed_name", NEW."user_id"); RETURN NULL;', hash='36a9629c743a830dd84e16bed25be7a7150bfc11', operation='INSERT', pgid='pgtrigger_insert_insert_c56b9', table='people_affiliation', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='affiliation',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_affiliationevent" ("id", "kind", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span", "title", "typed_name", "user_id") VALUES (NEW."id", NEW."kind", NEW."organization_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."span", NEW."title", NEW."typed_name", NEW."user_id"); RETURN NULL;', hash='fa42f4c09bb4099fbfad0982a11144f6b688c066', operation='UPDATE', pgid='pgtrigger_update_update_61e51', table='people_affiliation', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='affiliation',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_affiliationevent" ("id", "kind", "organization_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span", "title", "typed_name", "user_id") VALUES (OLD."id", OLD."kind", OLD."organization_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."span", OLD."title", OLD."typed_name", OLD."user_id"); RETURN NULL;', hash='d8f02acc4b8c950a56fffec3cab9fc6918fedc5a', operation='DELETE', pgid='pgtrigger_delete_delete_011e1', table='people_affiliation', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='affiliationevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='61201b399dad73f0beaf17731f1655e92c8ee280', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_01ced', table='people_affiliationevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='agreementsignature',
                trigger=pgtrigger.compiler.Trigger(name='signatures_are_only_added', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='53a5c19e3924223cde8e39ba276312af1542b0f1', operation='UPDATE OR DELETE', pgid='pgtrigger_signatures_are_only_added_8cd96', table='people_agreementsignature', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='agreementversion',
                trigger=pgtrigger.compiler.Trigger(name='a_signed_text_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM people_agreementsignature WHERE version_id = OLD.id)\n                    THEN RAISE EXCEPTION 'The agreement % is signed and stays.', OLD.version\n                    USING ERRCODE = 'check_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='da5cf0b40d2cd4996d3d19b47f84c981bbdac2c1', operation='UPDATE OR DELETE', pgid='pgtrigger_a_signed_text_stays_188a0', table='people_agreementversion', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='agreementversion',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_agreementversionevent" ("id", "in_force_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version") VALUES (NEW."id", NEW."in_force_from", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."version"); RETURN NULL;', hash='8dda5b9aed5479e3892f5b674fb71d7bff2edd0b', operation='INSERT', pgid='pgtrigger_insert_insert_4e9d8', table='people_agreementversion', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='agreementversion',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_agreementversionevent" ("id", "in_force_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version") VALUES (NEW."id", NEW."in_force_from", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."version"); RETURN NULL;', hash='c9288826f9cf7da5f701fcc8854808782c2bba16', operation='UPDATE', pgid='pgtrigger_update_update_40e05', table='people_agreementversion', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='agreementversion',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_agreementversionevent" ("id", "in_force_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version") VALUES (OLD."id", OLD."in_force_from", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text", OLD."version"); RETURN NULL;', hash='5540342a71a44d0e70ab315340874491006c35ed', operation='DELETE', pgid='pgtrigger_delete_delete_1edf3', table='people_agreementversion', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='agreementversionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='23f74508fb58becde21b7db009f9c56dae944658', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0c589', table='people_agreementversionevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='individualmembership',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_individualmembershipevent" ("began_as", "ended_as", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span", "user_id") VALUES (NEW."began_as", NEW."ended_as", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."span", NEW."user_id"); RETURN NULL;', hash='6ca4ea5aab8862a3c85d0e6dac3b3fe4a9a1a0ed', operation='INSERT', pgid='pgtrigger_insert_insert_785c5', table='people_individualmembership', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='individualmembership',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_individualmembershipevent" ("began_as", "ended_as", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span", "user_id") VALUES (NEW."began_as", NEW."ended_as", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."span", NEW."user_id"); RETURN NULL;', hash='0ac557566e33d2b7261c5d0bafd76ec55f456d1e', operation='UPDATE', pgid='pgtrigger_update_update_91e54', table='people_individualmembership', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='individualmembership',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_individualmembershipevent" ("began_as", "ended_as", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "span", "user_id") VALUES (OLD."began_as", OLD."ended_as", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."span", OLD."user_id"); RETURN NULL;', hash='4abd5a612f4d9266ca467ecab2b0fe5129462ca0', operation='DELETE', pgid='pgtrigger_delete_delete_7d3f4', table='people_individualmembership', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='individualmembershipevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dbefe241360ec39170ddd94aceaf1e4ad87a3ff0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_509b8', table='people_individualmembershipevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_personevent" ("bio", "chat", "country", "id", "languages", "links", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "projects", "shows_affiliations", "shows_bio", "shows_chat", "shows_country", "shows_email", "shows_languages", "shows_links", "shows_name", "shows_photo", "shows_projects", "slug", "user_id") VALUES (NEW."bio", NEW."chat", NEW."country", NEW."id", NEW."languages", NEW."links", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."projects", NEW."shows_affiliations", NEW."shows_bio", NEW."shows_chat", NEW."shows_country", NEW."shows_email", NEW."shows_languages", NEW."shows_links", NEW."shows_name", NEW."shows_photo", NEW."shows_projects", NEW."slug", NEW."user_id"); RETURN NULL;', hash='4b0d0eed207e28355fee750d7fc731cd9fe4b07b', operation='INSERT', pgid='pgtrigger_insert_insert_65688', table='people_person', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."bio" IS DISTINCT FROM (NEW."bio") OR OLD."chat" IS DISTINCT FROM (NEW."chat") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."links" IS DISTINCT FROM (NEW."links") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."projects" IS DISTINCT FROM (NEW."projects") OR OLD."shows_affiliations" IS DISTINCT FROM (NEW."shows_affiliations") OR OLD."shows_bio" IS DISTINCT FROM (NEW."shows_bio") OR OLD."shows_chat" IS DISTINCT FROM (NEW."shows_chat") OR OLD."shows_country" IS DISTINCT FROM (NEW."shows_country") OR OLD."shows_email" IS DISTINCT FROM (NEW."shows_email") OR OLD."shows_languages" IS DISTINCT FROM (NEW."shows_languages") OR OLD."shows_links" IS DISTINCT FROM (NEW."shows_links") OR OLD."shows_name" IS DISTINCT FROM (NEW."shows_name") OR OLD."shows_photo" IS DISTINCT FROM (NEW."shows_photo") OR OLD."shows_projects" IS DISTINCT FROM (NEW."shows_projects") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "people_personevent" ("bio", "chat", "country", "id", "languages", "links", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "projects", "shows_affiliations", "shows_bio", "shows_chat", "shows_country", "shows_email", "shows_languages", "shows_links", "shows_name", "shows_photo", "shows_projects", "slug", "user_id") VALUES (NEW."bio", NEW."chat", NEW."country", NEW."id", NEW."languages", NEW."links", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."projects", NEW."shows_affiliations", NEW."shows_bio", NEW."shows_chat", NEW."shows_country", NEW."shows_email", NEW."shows_languages", NEW."shows_links", NEW."shows_name", NEW."shows_photo", NEW."shows_projects", NEW."slug", NEW."user_id"); RETURN NULL;', hash='d5425fe7d05d4ebb2d128f1e65c2216e29dcdca6', operation='UPDATE', pgid='pgtrigger_update_update_de829', table='people_person', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_personevent" ("bio", "chat", "country", "id", "languages", "links", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "projects", "shows_affiliations", "shows_bio", "shows_chat", "shows_country", "shows_email", "shows_languages", "shows_links", "shows_name", "shows_photo", "shows_projects", "slug", "user_id") VALUES (OLD."bio", OLD."chat", OLD."country", OLD."id", OLD."languages", OLD."links", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."projects", OLD."shows_affiliations", OLD."shows_bio", OLD."shows_chat", OLD."shows_country", OLD."shows_email", OLD."shows_languages", OLD."shows_links", OLD."shows_name", OLD."shows_photo", OLD."shows_projects", OLD."slug", OLD."user_id"); RETURN NULL;', hash='469652b797c66ef7d5c6de0410e6c6b9351891c3', operation='DELETE', pgid='pgtrigger_delete_delete_2ca2d', table='people_person', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='personevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='35abda29df77c17d89d5efdc2f5d2acf63e59c13', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1d49f', table='people_personevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='vote',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_voteevent" ("closed_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='b4b59250d161cc625f2380197093218abc896ac7', operation='INSERT', pgid='pgtrigger_insert_insert_383fb', table='people_vote', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='vote',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_voteevent" ("closed_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_on", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='0d6d577f4b24dee565d15086b81880a47fe7f851', operation='UPDATE', pgid='pgtrigger_update_update_6559e', table='people_vote', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='vote',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_voteevent" ("closed_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."closed_on", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='a0bec0502da0d9fd69bb23b7b146871b8da1469b', operation='DELETE', pgid='pgtrigger_delete_delete_5aa36', table='people_vote', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='voteevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='94d2be95b62575657dfae20a89b1ff5b15828865', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a5bb4', table='people_voteevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='votingnotice',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_votingnoticeevent" ("answer_until", "answered_on", "id", "lost_on", "membership_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "restored_because", "restored_on", "sent_on", "votes") VALUES (NEW."answer_until", NEW."answered_on", NEW."id", NEW."lost_on", NEW."membership_id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."restored_because", NEW."restored_on", NEW."sent_on", NEW."votes"); RETURN NULL;', hash='f38b329ca68787dbfc0b12ce94e1280bfb0bd6f8', operation='INSERT', pgid='pgtrigger_insert_insert_dd48b', table='people_votingnotice', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='votingnotice',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answer_until" IS DISTINCT FROM (NEW."answer_until") OR OLD."answered_on" IS DISTINCT FROM (NEW."answered_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lost_on" IS DISTINCT FROM (NEW."lost_on") OR OLD."membership_id" IS DISTINCT FROM (NEW."membership_id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."restored_because" IS DISTINCT FROM (NEW."restored_because") OR OLD."restored_on" IS DISTINCT FROM (NEW."restored_on") OR OLD."sent_on" IS DISTINCT FROM (NEW."sent_on") OR OLD."votes" IS DISTINCT FROM (NEW."votes"))', func='INSERT INTO "people_votingnoticeevent" ("answer_until", "answered_on", "id", "lost_on", "membership_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "restored_because", "restored_on", "sent_on", "votes") VALUES (NEW."answer_until", NEW."answered_on", NEW."id", NEW."lost_on", NEW."membership_id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."restored_because", NEW."restored_on", NEW."sent_on", NEW."votes"); RETURN NULL;', hash='e1e2991f3770233c1faff6812e15fa5f57f72f2f', operation='UPDATE', pgid='pgtrigger_update_update_b8f94', table='people_votingnotice', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='votingnotice',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_votingnoticeevent" ("answer_until", "answered_on", "id", "lost_on", "membership_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "restored_because", "restored_on", "sent_on", "votes") VALUES (OLD."answer_until", OLD."answered_on", OLD."id", OLD."lost_on", OLD."membership_id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."restored_because", OLD."restored_on", OLD."sent_on", OLD."votes"); RETURN NULL;', hash='12221cf69b2144f5bb0afd19d50f617c1d2b582e', operation='DELETE', pgid='pgtrigger_delete_delete_030e7', table='people_votingnotice', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='votingnoticeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3c47c4413b0deb65101cdc3c5105810d6061a5bb', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_02fe3', table='people_votingnoticeevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='votingrule',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_votingruleevent" ("answer_days", "id", "in_force_from", "least_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "wait_days", "window_months") VALUES (NEW."answer_days", NEW."id", NEW."in_force_from", NEW."least_percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."wait_days", NEW."window_months"); RETURN NULL;', hash='2161e4cd57ff82bedb18d9046844fc2cd3e67ff9', operation='INSERT', pgid='pgtrigger_insert_insert_82a06', table='people_votingrule', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='votingrule',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "people_votingruleevent" ("answer_days", "id", "in_force_from", "least_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "wait_days", "window_months") VALUES (NEW."answer_days", NEW."id", NEW."in_force_from", NEW."least_percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."wait_days", NEW."window_months"); RETURN NULL;', hash='fb0cddd72fa761362d9ba1a2c6a358d528bcd8dd', operation='UPDATE', pgid='pgtrigger_update_update_5b08e', table='people_votingrule', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='votingrule',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "people_votingruleevent" ("answer_days", "id", "in_force_from", "least_percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "wait_days", "window_months") VALUES (OLD."answer_days", OLD."id", OLD."in_force_from", OLD."least_percent", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."wait_days", OLD."window_months"); RETURN NULL;', hash='ead88c4c652c8652fe348a4871dacf25e3670eab', operation='DELETE', pgid='pgtrigger_delete_delete_70040', table='people_votingrule', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='votingruleevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='26a036867fea37a6a121ed82563e6694438a0c70', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eab1d', table='people_votingruleevent', when='BEFORE')),
            )],
        ),
    ]
