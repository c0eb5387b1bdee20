import django.db.models.deletion
import django_countries.fields
import events.letters.texts
import foundation.base.clock
import foundation.base.money
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
        ('letters', '0001_letters'),
    ]

    dependencies = [
        ('accounts', '__first__'),
        ('events', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('registration', '0001_tables'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Guess',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('who', models.CharField(help_text='The address, hashed with a key: nobody reads it back.', max_length=64)),
                    ('since', models.DateTimeField(verbose_name='since')),
                    ('wrong', models.PositiveIntegerField(default=1, verbose_name='wrong tries')),
                ],
                options={
                    'verbose_name': 'wrong tries',
                    'verbose_name_plural': 'wrong tries',
                    'ordering': ['-since'],
                    'constraints': [models.UniqueConstraint(fields=('who', 'since'), name='guess_counted_once')],
                },
            ),
                migrations.CreateModel(
                name='LetterRules',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('open_until', models.DateTimeField(help_text='On the clocks of the event.', verbose_name='letters are asked for until')),
                    ('working_days', models.PositiveSmallIntegerField(default=5, help_text='Monday to Friday; the day of asking does not count.', verbose_name='answered within, working days')),
                    ('signatory_name', models.CharField(max_length=100, verbose_name='signed by')),
                    ('signatory_title', models.CharField(max_length=100, verbose_name='title of who signs')),
                    ('text', models.TextField(default='We confirm that {name}, the holder of passport {passport} issued by {nationality}, is registered for {event}. It takes place on {dates} at {place}.\n\n{name} holds a paid ticket and plans to arrive on {arrival} and to leave on {departure}. The ticket covers all sessions of the event. Travel, lodging, insurance and living costs are borne by the traveller.\n\n{foundation} is a not-for-profit organisation whose events bring together the people who write and run open source infrastructure software. Taking part is no employment, and we pay nothing for it.\n\nWe kindly ask you to grant {name} the visa that is needed to attend.', help_text='Paragraphs. Words that are replaced: {name}, {nationality}, {passport}, {born}, {arrival}, {departure}, {stay}, {event}, {dates}, {place}, {foundation}.', max_length=4000, validators=[events.letters.texts.validate_words], verbose_name='text')),
                    ('hint', models.TextField(blank=True, help_text='Which office decides, how long it takes, where to read on.', max_length=1000, verbose_name='hint for those who ask')),
                    ('keep_days', models.PositiveSmallIntegerField(default=30, verbose_name='passport data is kept for, days after the event')),
                    ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='letter_rules', to='events.event')),
                ],
                options={
                    'verbose_name': 'rules of visa letters',
                    'verbose_name_plural': 'rules of visa letters',
                    'ordering': ['event'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('working_days__gte', 1), ('working_days__lte', 30)), name='letter_rules_days_possible', violation_error_message='Promise between 1 and 30 working days.'), models.CheckConstraint(condition=models.Q(('keep_days__lte', 366)), name='letter_rules_kept_a_year_at_most', violation_error_message='Passport data is kept for 366 days at most.')],
                },
            ),
                migrations.CreateModel(
                name='LetterRulesEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('open_until', models.DateTimeField(help_text='On the clocks of the event.', verbose_name='letters are asked for until')),
                    ('working_days', models.PositiveSmallIntegerField(default=5, help_text='Monday to Friday; the day of asking does not count.', verbose_name='answered within, working days')),
                    ('signatory_name', models.CharField(max_length=100, verbose_name='signed by')),
                    ('signatory_title', models.CharField(max_length=100, verbose_name='title of who signs')),
                    ('text', models.TextField(default='We confirm that {name}, the holder of passport {passport} issued by {nationality}, is registered for {event}. It takes place on {dates} at {place}.\n\n{name} holds a paid ticket and plans to arrive on {arrival} and to leave on {departure}. The ticket covers all sessions of the event. Travel, lodging, insurance and living costs are borne by the traveller.\n\n{foundation} is a not-for-profit organisation whose events bring together the people who write and run open source infrastructure software. Taking part is no employment, and we pay nothing for it.\n\nWe kindly ask you to grant {name} the visa that is needed to attend.', help_text='Paragraphs. Words that are replaced: {name}, {nationality}, {passport}, {born}, {arrival}, {departure}, {stay}, {event}, {dates}, {place}, {foundation}.', max_length=4000, validators=[events.letters.texts.validate_words], verbose_name='text')),
                    ('hint', models.TextField(blank=True, help_text='Which office decides, how long it takes, where to read on.', max_length=1000, verbose_name='hint for those who ask')),
                    ('keep_days', models.PositiveSmallIntegerField(default=30, verbose_name='passport data is kept for, days after the event')),
                    ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='letters.letterrules')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='SupportRules',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('open_from', models.DateTimeField(blank=True, null=True, verbose_name='applications from')),
                    ('open_until', models.DateTimeField(help_text='On the clocks of the event.', verbose_name='applications until')),
                    ('answers_by', models.DateField(blank=True, null=True, verbose_name='we answer by')),
                    ('accept_days', models.PositiveSmallIntegerField(default=14, verbose_name='a grant is accepted within, days')),
                    ('text', models.TextField(blank=True, help_text='Who may apply and what is paid.', max_length=2000, verbose_name='text')),
                    ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='support_rules', to='events.event')),
                    ('ticket_types', models.ManyToManyField(blank=True, help_text='Empty: every type that is open to everybody.', related_name='+', to='registration.tickettype', verbose_name='tickets that can be granted')),
                ],
                options={
                    'verbose_name': 'rules of travel support',
                    'verbose_name_plural': 'rules of travel support',
                    'ordering': ['event'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('accept_days__gte', 1), ('accept_days__lte', 90)), name='support_rules_days_possible', violation_error_message='Give people between 1 and 90 days to accept.'), models.CheckConstraint(condition=models.Q(('open_from__isnull', True), ('open_until__gt', models.F('open_from')), _connector='OR'), name='support_rules_close_after_opening', violation_error_message='Applications close before they open.')],
                },
            ),
                migrations.CreateModel(
                name='SupportRulesEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('open_from', models.DateTimeField(blank=True, null=True, verbose_name='applications from')),
                    ('open_until', models.DateTimeField(help_text='On the clocks of the event.', verbose_name='applications until')),
                    ('answers_by', models.DateField(blank=True, null=True, verbose_name='we answer by')),
                    ('accept_days', models.PositiveSmallIntegerField(default=14, verbose_name='a grant is accepted within, days')),
                    ('text', models.TextField(blank=True, help_text='Who may apply and what is paid.', max_length=2000, verbose_name='text')),
                    ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='letters.supportrules')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='TravelApplication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('secret', models.CharField(default=foundation.base.tokens.secret, editable=False, max_length=32, unique=True)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'To decide'), ('granted', 'Granted'), ('waitlisted', 'Waiting list'), ('declined', 'Declined'), ('accepted', 'Accepted'), ('turned_down', 'Turned down'), ('lapsed', 'Not answered in time')], default='draft', max_length=11, verbose_name='state')),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country of departure')),
                    ('why', models.TextField(blank=True, max_length=2000, verbose_name='why we should help')),
                    ('contribution', models.TextField(blank=True, max_length=2000, verbose_name='contribution to the community')),
                    ('flight', foundation.base.money.MoneyField(decimal_places=2, default=0, max_digits=12, verbose_name='flight')),
                    ('nights', models.PositiveSmallIntegerField(default=0, verbose_name='hotel nights')),
                    ('wants_ticket', models.BooleanField(default=False, verbose_name='asks for a ticket')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='begun at')),
                    ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='e-mail verified at')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                    ('granted_flight', foundation.base.money.MoneyField(decimal_places=2, default=0, max_digits=12, verbose_name='granted for the flight')),
                    ('granted_nights', models.PositiveSmallIntegerField(default=0, verbose_name='granted hotel nights')),
                    ('granted_ticket', models.BooleanField(default=False, verbose_name='granted a ticket')),
                    ('answer_until', models.DateTimeField(blank=True, null=True, verbose_name='to be accepted until')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                    ('staff_note', models.TextField(blank=True, verbose_name='note of the staff')),
                    ('code', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registration.code', verbose_name='code of the ticket')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='travel_applications', to='events.event')),
                ],
                options={
                    'verbose_name': 'travel support application',
                    'verbose_name_plural': 'travel support applications',
                    'ordering': ['-pk'],
                    'permissions': [('decide_travelapplication', 'Can decide on travel support')],
                    'indexes': [models.Index(fields=['event', 'state'], name='travel_by_state')],
                    'constraints': [models.UniqueConstraint(fields=('event', 'email'), name='travel_one_per_event_and_email'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'granted', 'waitlisted', 'declined', 'accepted', 'turned_down', 'lapsed'])), name='travel_state_known'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('submitted_at__isnull', False), ('verified_at__isnull', False), models.Q(('name', ''), _negated=True), models.Q(('country', ''), _negated=True), models.Q(('why', ''), _negated=True), models.Q(('contribution', ''), _negated=True), models.Q(('flight__gt', 0), ('nights__gt', 0), ('wants_ticket', True), _connector='OR')), _connector='OR'), name='travel_sent_is_complete'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['granted', 'accepted', 'turned_down', 'lapsed']), _negated=True), models.Q(('answer_until__isnull', False), ('decided_at__isnull', False), models.Q(('granted_flight__gt', 0), ('granted_nights__gt', 0), ('granted_ticket', True), _connector='OR')), _connector='OR'), name='travel_grant_says_what_and_until_when', violation_error_message='Grant something: a flight, nights or a ticket.'), models.CheckConstraint(condition=models.Q(('flight__gte', 0), ('granted_flight__gte', 0), ('granted_nights__lte', 30), ('nights__lte', 30)), name='travel_amounts_possible', violation_error_message='Give amounts of 0 or more, and at most 30 nights.'), models.CheckConstraint(condition=models.Q(('code__isnull', True), models.Q(('granted_ticket', True), ('state', 'accepted')), _connector='OR'), name='travel_code_only_when_accepted'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('answered_at__lt', models.F('answer_until')), _connector='OR'), name='travel_answered_in_time')],
                },
            ),
                migrations.CreateModel(
                name='Score',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('points', models.PositiveSmallIntegerField(help_text='1 to 5, 5 is best.', verbose_name='points')),
                    ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                    ('given_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='given at')),
                    ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='travel_scores', to=settings.AUTH_USER_MODEL)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='letters.travelapplication')),
                ],
                options={
                    'verbose_name': 'score',
                    'verbose_name_plural': 'scores of travel support',
                    'ordering': ['application', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('application', 'reviewer'), name='travel_score_one_per_reviewer'), models.CheckConstraint(condition=models.Q(('points__gte', 1), ('points__lte', 5)), name='travel_score_one_to_five', violation_error_message='Give 1 to 5 points.')],
                },
            ),
                migrations.CreateModel(
                name='TravelApplicationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'To decide'), ('granted', 'Granted'), ('waitlisted', 'Waiting list'), ('declined', 'Declined'), ('accepted', 'Accepted'), ('turned_down', 'Turned down'), ('lapsed', 'Not answered in time')], default='draft', max_length=11, verbose_name='state')),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country of departure')),
                    ('why', models.TextField(blank=True, max_length=2000, verbose_name='why we should help')),
                    ('contribution', models.TextField(blank=True, max_length=2000, verbose_name='contribution to the community')),
                    ('flight', foundation.base.money.MoneyField(decimal_places=2, default=0, max_digits=12, verbose_name='flight')),
                    ('nights', models.PositiveSmallIntegerField(default=0, verbose_name='hotel nights')),
                    ('wants_ticket', models.BooleanField(default=False, verbose_name='asks for a ticket')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='begun at')),
                    ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='e-mail verified at')),
                    ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                    ('granted_flight', foundation.base.money.MoneyField(decimal_places=2, default=0, max_digits=12, verbose_name='granted for the flight')),
                    ('granted_nights', models.PositiveSmallIntegerField(default=0, verbose_name='granted hotel nights')),
                    ('granted_ticket', models.BooleanField(default=False, verbose_name='granted a ticket')),
                    ('answer_until', models.DateTimeField(blank=True, null=True, verbose_name='to be accepted until')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                    ('staff_note', models.TextField(blank=True, verbose_name='note of the staff')),
                    ('code', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registration.code', verbose_name='code of the ticket')),
                    ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='letters.travelapplication')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='VisaLetter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('holder_code', models.CharField(editable=False, help_text="The ticket's code when it was asked for: passing the ticket on changes it.", max_length=16)),
                    ('state', models.CharField(choices=[('requested', 'To review'), ('issued', 'Issued'), ('refused', 'Refused'), ('revoked', 'Revoked')], default='requested', max_length=9, verbose_name='state')),
                    ('version', models.PositiveIntegerField(default=1, help_text='How often the data was sent.', verbose_name='sent')),
                    ('consulate', models.CharField(max_length=100, verbose_name='city of the consulate')),
                    ('requested_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='asked at')),
                    ('due_at', models.DateTimeField(verbose_name='promised by')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                    ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                    ('number', models.CharField(blank=True, max_length=30, null=True, unique=True, verbose_name='number')),
                    ('code', models.CharField(blank=True, max_length=12, verbose_name='code of the check page')),
                    ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                    ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='passport data erased at')),
                    ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visa_letters', to='registration.ticket')),
                ],
                options={
                    'verbose_name': 'visa letter',
                    'verbose_name_plural': 'visa letters',
                    'ordering': ['due_at', 'pk'],
                    'permissions': [('issue_visaletter', 'Can issue, refuse and revoke visa letters')],
                    'indexes': [models.Index(condition=models.Q(('state', 'requested')), fields=['due_at'], name='visa_letter_to_review')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['requested', 'issued'])), fields=('ticket', 'holder_code'), name='visa_letter_one_live_per_holder', violation_error_message='There is a letter for this ticket already.'), models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'issued', 'refused', 'revoked'])), name='visa_letter_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('issued_on__isnull', False), ('number__isnull', False), ('state__in', ['issued', 'revoked']), models.Q(('code', ''), _negated=True)), models.Q(('code', ''), ('issued_on__isnull', True), ('number__isnull', True), ('state__in', ['requested', 'refused'])), _connector='OR'), name='visa_letter_issued_has_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state', 'requested')), models.Q(models.Q(('state', 'requested'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='visa_letter_decided_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['refused', 'revoked']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='visa_letter_no_has_a_reason', violation_error_message='Say why.')],
                },
            ),
                migrations.CreateModel(
                name='Traveller',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=150, verbose_name='name as in the passport')),
                    ('nationality', django_countries.fields.CountryField(max_length=2, verbose_name='nationality')),
                    ('passport', models.CharField(max_length=20, verbose_name='passport number')),
                    ('born_on', models.DateField(verbose_name='date of birth')),
                    ('arrival', models.DateField(verbose_name='arrival')),
                    ('departure', models.DateField(verbose_name='departure')),
                    ('stay', models.CharField(blank=True, max_length=300, verbose_name='address of the stay')),
                    ('letter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='traveller', to='letters.visaletter')),
                ],
                options={
                    'verbose_name': 'traveller',
                    'verbose_name_plural': 'travellers: passport data of visa letters',
                    'ordering': ['letter'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('arrival__gt', models.F('born_on')), ('departure__gte', models.F('arrival'))), name='traveller_days_in_order', violation_error_message='The departure is before the arrival.'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('passport', ''), _negated=True), models.Q(('nationality', ''), _negated=True)), name='traveller_is_somebody')],
                },
            ),
                migrations.CreateModel(
                name='Paper',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('printed', models.JSONField(verbose_name='what is printed')),
                    ('letter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='paper', to='letters.visaletter')),
                ],
                options={
                    'verbose_name': 'paper of a letter',
                    'verbose_name_plural': 'papers of letters',
                    'ordering': ['letter'],
                },
            ),
                migrations.CreateModel(
                name='VisaLetterEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('holder_code', models.CharField(editable=False, help_text="The ticket's code when it was asked for: passing the ticket on changes it.", max_length=16)),
                    ('state', models.CharField(choices=[('requested', 'To review'), ('issued', 'Issued'), ('refused', 'Refused'), ('revoked', 'Revoked')], default='requested', max_length=9, verbose_name='state')),
                    ('version', models.PositiveIntegerField(default=1, help_text='How often the data was sent.', verbose_name='sent')),
                    ('consulate', models.CharField(max_length=100, verbose_name='city of the consulate')),
                    ('requested_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='asked at')),
                    ('due_at', models.DateTimeField(verbose_name='promised by')),
                    ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                    ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                    ('number', models.CharField(blank=True, max_length=30, null=True, verbose_name='number')),
                    ('code', models.CharField(blank=True, max_length=12, verbose_name='code of the check page')),
                    ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued on')),
                    ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='passport data erased at')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='letters.visaletter')),
                    ('ticket', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registration.ticket')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='letterrules',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "letters_letterrulesevent" ("event_id", "hint", "id", "keep_days", "open_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signatory_name", "signatory_title", "text", "working_days") VALUES (NEW."event_id", NEW."hint", NEW."id", NEW."keep_days", NEW."open_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signatory_name", NEW."signatory_title", NEW."text", NEW."working_days"); RETURN NULL;', hash='8f326bce78e4e5cd776deb222ba6395dd0ab5a53', operation='INSERT', pgid='pgtrigger_insert_insert_9d874', table='letters_letterrules', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='letterrules',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "letters_letterrulesevent" ("event_id", "hint", "id", "keep_days", "open_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signatory_name", "signatory_title", "text", "working_days") VALUES (NEW."event_id", NEW."hint", NEW."id", NEW."keep_days", NEW."open_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signatory_name", NEW."signatory_title", NEW."text", NEW."working_days"); RETURN NULL;', hash='15b5dd96c2d74dd87dc8da578930f1f6f60ae8fb', operation='UPDATE', pgid='pgtrigger_update_update_39393', table='letters_letterrules', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='letterrules',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "letters_letterrulesevent" ("event_id", "hint", "id", "keep_days", "open_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signatory_name", "signatory_title", "text", "working_days") VALUES (OLD."event_id", OLD."hint", OLD."id", OLD."keep_days", OLD."open_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signatory_name", OLD."signatory_title", OLD."text", OLD."working_days"); RETURN NULL;', hash='59426f2589d1e5586f696b31cc5c5b82f2e8326a', operation='DELETE', pgid='pgtrigger_delete_delete_a5b1b', table='letters_letterrules', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='letterrulesevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='456a6232c39a8a62658e02c633cf651fefa4f40e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d544d', table='letters_letterrulesevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='supportrules',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "letters_supportrulesevent" ("accept_days", "answers_by", "event_id", "id", "open_from", "open_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."accept_days", NEW."answers_by", NEW."event_id", NEW."id", NEW."open_from", NEW."open_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;', hash='a239a2b9226092fb14cc6c078c669ab6d2479c56', operation='INSERT', pgid='pgtrigger_insert_insert_5e2f1', table='letters_supportrules', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='supportrules',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "letters_supportrulesevent" ("accept_days", "answers_by", "event_id", "id", "open_from", "open_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."accept_days", NEW."answers_by", NEW."event_id", NEW."id", NEW."open_from", NEW."open_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;', hash='dcb8ba30544b1f45c7b8db437de4847f76c4f051', operation='UPDATE', pgid='pgtrigger_update_update_949a1', table='letters_supportrules', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='supportrules',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "letters_supportrulesevent" ("accept_days", "answers_by", "event_id", "id", "open_from", "open_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."accept_days", OLD."answers_by", OLD."event_id", OLD."id", OLD."open_from", OLD."open_until", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text"); RETURN NULL;', hash='5d2b002bd60b8ade67f91eb0cf52fd72fe8000c0', operation='DELETE', pgid='pgtrigger_delete_delete_780fa', table='letters_supportrules', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='supportrulesevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='346730c79ddb938991e879492409f9b099c04ff4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_56b05', table='letters_supportrulesevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='travelapplication',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "letters_travelapplicationevent" ("answer_until", "answered_at", "code_id", "contribution", "country", "created_at", "decided_at", "email", "event_id", "flight", "granted_flight", "granted_nights", "granted_ticket", "id", "name", "nights", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_note", "state", "submitted_at", "verified_at", "wants_ticket", "why") VALUES (NEW."answer_until", NEW."answered_at", NEW."code_id", NEW."contribution", NEW."country", NEW."created_at", NEW."decided_at", NEW."email", NEW."event_id", NEW."flight", NEW."granted_flight", NEW."granted_nights", NEW."granted_ticket", NEW."id", NEW."name", NEW."nights", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."staff_note", NEW."state", NEW."submitted_at", NEW."verified_at", NEW."wants_ticket", NEW."why"); RETURN NULL;', hash='ff64aa8ec8004594b47bc264cbd8cc92ac66eb08', operation='INSERT', pgid='pgtrigger_insert_insert_9f13b', table='letters_travelapplication', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='travelapplication',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answer_until" IS DISTINCT FROM (NEW."answer_until") OR OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."code_id" IS DISTINCT FROM (NEW."code_id") OR OLD."contribution" IS DISTINCT FROM (NEW."contribution") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."flight" IS DISTINCT FROM (NEW."flight") OR OLD."granted_flight" IS DISTINCT FROM (NEW."granted_flight") OR OLD."granted_nights" IS DISTINCT FROM (NEW."granted_nights") OR OLD."granted_ticket" IS DISTINCT FROM (NEW."granted_ticket") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nights" IS DISTINCT FROM (NEW."nights") OR OLD."staff_note" IS DISTINCT FROM (NEW."staff_note") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."verified_at" IS DISTINCT FROM (NEW."verified_at") OR OLD."wants_ticket" IS DISTINCT FROM (NEW."wants_ticket") OR OLD."why" IS DISTINCT FROM (NEW."why"))', func='INSERT INTO "letters_travelapplicationevent" ("answer_until", "answered_at", "code_id", "contribution", "country", "created_at", "decided_at", "email", "event_id", "flight", "granted_flight", "granted_nights", "granted_ticket", "id", "name", "nights", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_note", "state", "submitted_at", "verified_at", "wants_ticket", "why") VALUES (NEW."answer_until", NEW."answered_at", NEW."code_id", NEW."contribution", NEW."country", NEW."created_at", NEW."decided_at", NEW."email", NEW."event_id", NEW."flight", NEW."granted_flight", NEW."granted_nights", NEW."granted_ticket", NEW."id", NEW."name", NEW."nights", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."staff_note", NEW."state", NEW."submitted_at", NEW."verified_at", NEW."wants_ticket", NEW."why"); RETURN NULL;', hash='9d1b269ffa2215a813f820ec2e1b403fb263b123', operation='UPDATE', pgid='pgtrigger_update_update_741d8', table='letters_travelapplication', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='travelapplication',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "letters_travelapplicationevent" ("answer_until", "answered_at", "code_id", "contribution", "country", "created_at", "decided_at", "email", "event_id", "flight", "granted_flight", "granted_nights", "granted_ticket", "id", "name", "nights", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "staff_note", "state", "submitted_at", "verified_at", "wants_ticket", "why") VALUES (OLD."answer_until", OLD."answered_at", OLD."code_id", OLD."contribution", OLD."country", OLD."created_at", OLD."decided_at", OLD."email", OLD."event_id", OLD."flight", OLD."granted_flight", OLD."granted_nights", OLD."granted_ticket", OLD."id", OLD."name", OLD."nights", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."staff_note", OLD."state", OLD."submitted_at", OLD."verified_at", OLD."wants_ticket", OLD."why"); RETURN NULL;', hash='1d49cdbc33fb960e48b68baa692f6e59d8e0cd4c', operation='DELETE', pgid='pgtrigger_delete_delete_7443f', table='letters_travelapplication', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='travelapplicationevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a4728101b0da138ece124aad3050b4d093f67b32', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_60c1f', table='letters_travelapplicationevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='visaletter',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "letters_visaletterevent" ("code", "consulate", "decided_at", "due_at", "erased_at", "holder_code", "id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "state", "ticket_id", "version") VALUES (NEW."code", NEW."consulate", NEW."decided_at", NEW."due_at", NEW."erased_at", NEW."holder_code", NEW."id", NEW."issued_on", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."requested_at", NEW."state", NEW."ticket_id", NEW."version"); RETURN NULL;', hash='b5364fcbfd184db9da3ca34febd725f4af481e12', operation='INSERT', pgid='pgtrigger_insert_insert_a1e0b', table='letters_visaletter', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='visaletter',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "letters_visaletterevent" ("code", "consulate", "decided_at", "due_at", "erased_at", "holder_code", "id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "state", "ticket_id", "version") VALUES (NEW."code", NEW."consulate", NEW."decided_at", NEW."due_at", NEW."erased_at", NEW."holder_code", NEW."id", NEW."issued_on", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."requested_at", NEW."state", NEW."ticket_id", NEW."version"); RETURN NULL;', hash='f5f3d1431911e7b5f931fad69418272fc84c71eb', operation='UPDATE', pgid='pgtrigger_update_update_4fd6e', table='letters_visaletter', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='visaletter',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "letters_visaletterevent" ("code", "consulate", "decided_at", "due_at", "erased_at", "holder_code", "id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "requested_at", "state", "ticket_id", "version") VALUES (OLD."code", OLD."consulate", OLD."decided_at", OLD."due_at", OLD."erased_at", OLD."holder_code", OLD."id", OLD."issued_on", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."requested_at", OLD."state", OLD."ticket_id", OLD."version"); RETURN NULL;', hash='7c1f229626c6b4b66ff2640f177e35802b9c983a', operation='DELETE', pgid='pgtrigger_delete_delete_1e208', table='letters_visaletter', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='visaletterevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a4bad1aa9f7eac6ddecf9630608bfa67808d8652', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f1d30', table='letters_visaletterevent', when='BEFORE')),
            )],
        ),
    ]
