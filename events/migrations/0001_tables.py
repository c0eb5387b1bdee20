import django.core.validators
import django.db.models.deletion
import django_countries.fields
import foundation.base.money
import foundation.base.operations
import foundation.base.slugs
import foundation.base.zones
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('events', '0001_initial'),
        ('events', '0002_event_part_of'),
        ('events', '0003_answers_until'),
        ('events', '0004_event_cancelled_because'),
    ]

    dependencies = [
        ('base', '0001_extensions'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Venue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                    ('street', models.CharField(max_length=200, verbose_name='street')),
                    ('city', models.CharField(max_length=80, verbose_name='city')),
                    ('region', models.CharField(blank=True, max_length=80, verbose_name='region')),
                    ('postcode', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                    ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                    ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                    ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                    ('website', models.URLField(blank=True, verbose_name='website')),
                    ('directions', models.TextField(blank=True, verbose_name='how to get there')),
                    ('accessibility', models.TextField(blank=True, verbose_name='accessibility')),
                ],
                options={
                    'verbose_name': 'venue',
                    'verbose_name_plural': 'venues',
                    'ordering': ['name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='venue_is_on_earth', violation_error_message='Give both coordinates in degrees, or neither.')],
                },
            ),
                migrations.CreateModel(
                name='VenueEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('street', models.CharField(max_length=200, verbose_name='street')),
                    ('city', models.CharField(max_length=80, verbose_name='city')),
                    ('region', models.CharField(blank=True, max_length=80, verbose_name='region')),
                    ('postcode', models.CharField(blank=True, max_length=20, verbose_name='postcode')),
                    ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                    ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='latitude')),
                    ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, verbose_name='longitude')),
                    ('website', models.URLField(blank=True, verbose_name='website')),
                    ('directions', models.TextField(blank=True, verbose_name='how to get there')),
                    ('accessibility', models.TextField(blank=True, verbose_name='accessibility')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.venue')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('slug', models.SlugField(unique=True, validators=[foundation.base.slugs.validate_not_reserved], verbose_name='slug')),
                    ('kind', models.CharField(choices=[('summit', 'Summit'), ('ptg', 'Project Teams Gathering'), ('community_day', 'Community day'), ('episode', 'Online episode')], max_length=13, verbose_name='kind')),
                    ('tagline', models.CharField(blank=True, max_length=200, verbose_name='in a line')),
                    ('description', models.TextField(blank=True, verbose_name='description')),
                    ('zone', models.CharField(default='UTC', max_length=40, validators=[foundation.base.zones.validate_zone], verbose_name='time zone')),
                    ('starts_on', models.DateField(verbose_name='first day')),
                    ('ends_on', models.DateField(verbose_name='last day')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('registration_opens_at', models.DateTimeField(blank=True, null=True, verbose_name='registration opens')),
                    ('registration_closes_at', models.DateTimeField(blank=True, null=True, verbose_name='registration closes')),
                    ('changes_until', models.DateTimeField(blank=True, null=True, verbose_name='refunds, transfers and changes until')),
                    ('answers_until', models.DateTimeField(blank=True, help_text='Attendees may change their answers until then. Empty: until the event is over.', null=True, verbose_name='answers to questions until')),
                    ('is_public', models.BooleanField(default=True, verbose_name='public')),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='cancelled at')),
                    ('cancelled_because', models.CharField(blank=True, help_text='Everybody who ordered reads it.', max_length=150, verbose_name='why it was cancelled')),
                    ('recordings_url', models.URLField(blank=True, verbose_name='recordings')),
                    ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact')),
                    ('expected_attendees', models.PositiveIntegerField(blank=True, null=True, verbose_name='expected attendees')),
                    ('former', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='later', to='events.event', verbose_name='former edition')),
                    ('part_of', models.ForeignKey(blank=True, help_text='The event whose tickets cover this one. Empty: it has its own.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='events.event', verbose_name='part of')),
                    ('venue', models.ForeignKey(blank=True, help_text='Empty: it is held online.', null=True, on_delete=django.db.models.deletion.PROTECT, to='events.venue')),
                ],
                options={
                    'verbose_name': 'event',
                    'verbose_name_plural': 'events',
                    'ordering': ['-starts_on', 'name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='event_ends_after_it_starts', violation_error_message='The last day is before the first.'), models.CheckConstraint(condition=models.Q(('kind__in', ['summit', 'ptg', 'community_day', 'episode'])), name='event_kind_known'), models.CheckConstraint(condition=models.Q(('registration_opens_at__isnull', True), ('registration_closes_at__isnull', True), ('registration_closes_at__gt', models.F('registration_opens_at')), _connector='OR'), name='event_registration_closes_after_it_opens', violation_error_message='Registration closes before it opens.'), models.CheckConstraint(condition=models.Q(('part_of__isnull', True), models.Q(('part_of', models.F('pk')), _negated=True), _connector='OR'), name='event_is_no_part_of_itself', violation_error_message='An event cannot be a part of itself.')],
                },
            ),
                migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('question', models.CharField(max_length=200, verbose_name='question')),
                    ('answer', models.TextField(verbose_name='answer')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='events.event')),
                ],
                options={
                    'verbose_name': 'question and answer',
                    'verbose_name_plural': 'questions and answers',
                    'ordering': ['event', 'position', 'pk'],
                },
            ),
                migrations.CreateModel(
                name='AnswerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('question', models.CharField(max_length=200, verbose_name='question')),
                    ('answer', models.TextField(verbose_name='answer')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.answer')),
                    ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='PageText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('included', 'What is included'), ('discounts', 'Discounted registration'), ('travel', 'Travel support'), ('visa', 'Visa letters'), ('hotel', 'Where to stay'), ('conduct', 'Code of conduct'), ('health', 'Health and safety'), ('accessibility', 'Accessibility'), ('how', 'How it works')], max_length=13, verbose_name='section')),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('body', models.TextField(verbose_name='text')),
                    ('link_label', models.CharField(blank=True, max_length=80, verbose_name='label of the link')),
                    ('link_url', models.CharField(blank=True, max_length=300, verbose_name='link')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='events.event')),
                ],
                options={
                    'verbose_name': 'section',
                    'verbose_name_plural': 'sections of the page',
                    'ordering': ['event', 'position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('event', 'kind'), name='page_text_one_of_a_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['included', 'discounts', 'travel', 'visa', 'hotel', 'conduct', 'health', 'accessibility', 'how'])), name='page_text_kind_known')],
                },
            ),
                migrations.CreateModel(
                name='PageTextEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('included', 'What is included'), ('discounts', 'Discounted registration'), ('travel', 'Travel support'), ('visa', 'Visa letters'), ('hotel', 'Where to stay'), ('conduct', 'Code of conduct'), ('health', 'Health and safety'), ('accessibility', 'Accessibility'), ('how', 'How it works')], max_length=13, verbose_name='section')),
                    ('title', models.CharField(max_length=120, verbose_name='title')),
                    ('body', models.TextField(verbose_name='text')),
                    ('link_label', models.CharField(blank=True, max_length=80, verbose_name='label of the link')),
                    ('link_url', models.CharField(blank=True, max_length=300, verbose_name='link')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.pagetext')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Recording',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('speakers', models.CharField(blank=True, max_length=300, verbose_name='speakers')),
                    ('url', models.URLField(max_length=300, verbose_name='address')),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recordings', to='events.event')),
                ],
                options={
                    'verbose_name': 'recording',
                    'verbose_name_plural': 'recordings',
                    'ordering': ['event', 'position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('event', 'url'), name='recording_once')],
                },
            ),
                migrations.CreateModel(
                name='RecordingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('title', models.CharField(max_length=200, verbose_name='title')),
                    ('speakers', models.CharField(blank=True, max_length=300, verbose_name='speakers')),
                    ('url', models.URLField(max_length=300, verbose_name='address')),
                    ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.recording')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Track',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('description', models.CharField(blank=True, max_length=200, verbose_name='in a line')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tracks', to='events.event')),
                ],
                options={
                    'verbose_name': 'track',
                    'verbose_name_plural': 'tracks',
                    'ordering': ['event', 'position', 'name'],
                    'constraints': [models.UniqueConstraint(fields=('event', 'name'), name='track_once_per_event')],
                },
            ),
                migrations.CreateModel(
                name='TrackEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=80, verbose_name='name')),
                    ('description', models.CharField(blank=True, max_length=200, verbose_name='in a line')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.track')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='EventEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=120, verbose_name='name')),
                    ('slug', models.SlugField(db_index=False, validators=[foundation.base.slugs.validate_not_reserved], verbose_name='slug')),
                    ('kind', models.CharField(choices=[('summit', 'Summit'), ('ptg', 'Project Teams Gathering'), ('community_day', 'Community day'), ('episode', 'Online episode')], max_length=13, verbose_name='kind')),
                    ('tagline', models.CharField(blank=True, max_length=200, verbose_name='in a line')),
                    ('description', models.TextField(blank=True, verbose_name='description')),
                    ('zone', models.CharField(default='UTC', max_length=40, validators=[foundation.base.zones.validate_zone], verbose_name='time zone')),
                    ('starts_on', models.DateField(verbose_name='first day')),
                    ('ends_on', models.DateField(verbose_name='last day')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('registration_opens_at', models.DateTimeField(blank=True, null=True, verbose_name='registration opens')),
                    ('registration_closes_at', models.DateTimeField(blank=True, null=True, verbose_name='registration closes')),
                    ('changes_until', models.DateTimeField(blank=True, null=True, verbose_name='refunds, transfers and changes until')),
                    ('answers_until', models.DateTimeField(blank=True, help_text='Attendees may change their answers until then. Empty: until the event is over.', null=True, verbose_name='answers to questions until')),
                    ('is_public', models.BooleanField(default=True, verbose_name='public')),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='cancelled at')),
                    ('cancelled_because', models.CharField(blank=True, help_text='Everybody who ordered reads it.', max_length=150, verbose_name='why it was cancelled')),
                    ('recordings_url', models.URLField(blank=True, verbose_name='recordings')),
                    ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact')),
                    ('expected_attendees', models.PositiveIntegerField(blank=True, null=True, verbose_name='expected attendees')),
                    ('former', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event', verbose_name='former edition')),
                    ('part_of', models.ForeignKey(blank=True, db_constraint=False, help_text='The event whose tickets cover this one. Empty: it has its own.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event', verbose_name='part of')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.event')),
                    ('venue', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: it is held online.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.venue')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='answer',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_answerevent" ("answer", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question") VALUES (NEW."answer", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."question"); RETURN NULL;', hash='d8240bc8d5aefceb65efe07490d11d46e8fb0366', operation='INSERT', pgid='pgtrigger_insert_insert_39aaa', table='events_answer', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='answer',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_answerevent" ("answer", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question") VALUES (NEW."answer", NEW."event_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."question"); RETURN NULL;', hash='e267d9104a3056449b02eec9ab546f90815c6c18', operation='UPDATE', pgid='pgtrigger_update_update_bbcac', table='events_answer', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='answer',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_answerevent" ("answer", "event_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question") VALUES (OLD."answer", OLD."event_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."question"); RETURN NULL;', hash='4e4eea163d4901b5b9a7667738ebee4d6ac9d7f3', operation='DELETE', pgid='pgtrigger_delete_delete_ccbeb', table='events_answer', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='answerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='365759a28de7159f5a9b770ea5b1f4c3cb349515', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fcea5', table='events_answerevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='event',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventevent" ("answers_until", "cancelled_at", "cancelled_because", "changes_until", "contact_email", "currency", "description", "ends_on", "expected_attendees", "former_id", "id", "is_public", "kind", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recordings_url", "registration_closes_at", "registration_opens_at", "slug", "starts_on", "tagline", "venue_id", "zone") VALUES (NEW."answers_until", NEW."cancelled_at", NEW."cancelled_because", NEW."changes_until", NEW."contact_email", NEW."currency", NEW."description", NEW."ends_on", NEW."expected_attendees", NEW."former_id", NEW."id", NEW."is_public", NEW."kind", NEW."name", NEW."part_of_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recordings_url", NEW."registration_closes_at", NEW."registration_opens_at", NEW."slug", NEW."starts_on", NEW."tagline", NEW."venue_id", NEW."zone"); RETURN NULL;', hash='2fce7cf5d08af5c326fb29e1e67404509ee3f4b2', operation='INSERT', pgid='pgtrigger_insert_insert_82b94', table='events_event', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='event',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_eventevent" ("answers_until", "cancelled_at", "cancelled_because", "changes_until", "contact_email", "currency", "description", "ends_on", "expected_attendees", "former_id", "id", "is_public", "kind", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recordings_url", "registration_closes_at", "registration_opens_at", "slug", "starts_on", "tagline", "venue_id", "zone") VALUES (NEW."answers_until", NEW."cancelled_at", NEW."cancelled_because", NEW."changes_until", NEW."contact_email", NEW."currency", NEW."description", NEW."ends_on", NEW."expected_attendees", NEW."former_id", NEW."id", NEW."is_public", NEW."kind", NEW."name", NEW."part_of_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recordings_url", NEW."registration_closes_at", NEW."registration_opens_at", NEW."slug", NEW."starts_on", NEW."tagline", NEW."venue_id", NEW."zone"); RETURN NULL;', hash='22562bf718d719f150bb91eca0f5517488e8686c', operation='UPDATE', pgid='pgtrigger_update_update_73f59', table='events_event', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='event',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventevent" ("answers_until", "cancelled_at", "cancelled_because", "changes_until", "contact_email", "currency", "description", "ends_on", "expected_attendees", "former_id", "id", "is_public", "kind", "name", "part_of_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recordings_url", "registration_closes_at", "registration_opens_at", "slug", "starts_on", "tagline", "venue_id", "zone") VALUES (OLD."answers_until", OLD."cancelled_at", OLD."cancelled_because", OLD."changes_until", OLD."contact_email", OLD."currency", OLD."description", OLD."ends_on", OLD."expected_attendees", OLD."former_id", OLD."id", OLD."is_public", OLD."kind", OLD."name", OLD."part_of_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recordings_url", OLD."registration_closes_at", OLD."registration_opens_at", OLD."slug", OLD."starts_on", OLD."tagline", OLD."venue_id", OLD."zone"); RETURN NULL;', hash='26bdf4c6705313fd78d46d262e39906a0ce5e519', operation='DELETE', pgid='pgtrigger_delete_delete_d74a6', table='events_event', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='eventevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='43347ccbdab496444ed254deb4882c4dd53f9e9f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5b378', table='events_eventevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='pagetext',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_pagetextevent" ("body", "event_id", "id", "kind", "link_label", "link_url", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title") VALUES (NEW."body", NEW."event_id", NEW."id", NEW."kind", NEW."link_label", NEW."link_url", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."title"); RETURN NULL;', hash='191db0c88ff04470f8035048f12547aed5004ff6', operation='INSERT', pgid='pgtrigger_insert_insert_605c5', table='events_pagetext', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='pagetext',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_pagetextevent" ("body", "event_id", "id", "kind", "link_label", "link_url", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title") VALUES (NEW."body", NEW."event_id", NEW."id", NEW."kind", NEW."link_label", NEW."link_url", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."title"); RETURN NULL;', hash='4f2e2fe301f907a993cb112b88eb8691c564eadf', operation='UPDATE', pgid='pgtrigger_update_update_069ec', table='events_pagetext', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='pagetext',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_pagetextevent" ("body", "event_id", "id", "kind", "link_label", "link_url", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title") VALUES (OLD."body", OLD."event_id", OLD."id", OLD."kind", OLD."link_label", OLD."link_url", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."title"); RETURN NULL;', hash='fe60bf71cb75495bf2b657cc4eac35273eeebb6c', operation='DELETE', pgid='pgtrigger_delete_delete_4dadb', table='events_pagetext', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='pagetextevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8659f5ef1b625238262fc2d5087cb7defcf80ce8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_93e13', table='events_pagetextevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='recording',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_recordingevent" ("event_id", "id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "speakers", "title", "url") VALUES (NEW."event_id", NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."speakers", NEW."title", NEW."url"); RETURN NULL;', hash='041f87d59d4d88591515c4ab7b709614122da646', operation='INSERT', pgid='pgtrigger_insert_insert_a87d7', table='events_recording', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='recording',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_recordingevent" ("event_id", "id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "speakers", "title", "url") VALUES (NEW."event_id", NEW."id", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."speakers", NEW."title", NEW."url"); RETURN NULL;', hash='2019bd0a4ebc60db839aaf4ab9b060f0ef5f7a75', operation='UPDATE', pgid='pgtrigger_update_update_2752f', table='events_recording', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='recording',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_recordingevent" ("event_id", "id", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "speakers", "title", "url") VALUES (OLD."event_id", OLD."id", OLD."minutes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."speakers", OLD."title", OLD."url"); RETURN NULL;', hash='bbd3e8b6caf600dc0aa2f64f62270664a169d0da', operation='DELETE', pgid='pgtrigger_delete_delete_b35a1', table='events_recording', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='recordingevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e78836eb20eb1a2799e7d43a8f65750f48b4a7e9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_11009', table='events_recordingevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='track',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_trackevent" ("description", "event_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."description", NEW."event_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;', hash='9cda8b05d727f46f6a58fd6e9578c42407d6c089', operation='INSERT', pgid='pgtrigger_insert_insert_af1b9', table='events_track', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='track',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_trackevent" ("description", "event_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."description", NEW."event_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;', hash='f7d81bcbfa5e1e3a2f0dd2bb63502d54f4b2f82f', operation='UPDATE', pgid='pgtrigger_update_update_b1b47', table='events_track', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='track',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_trackevent" ("description", "event_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."description", OLD."event_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;', hash='74cfea3f179689c0d141d64e993e3de8abea79e9', operation='DELETE', pgid='pgtrigger_delete_delete_7b75f', table='events_track', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='trackevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='451f4645ec5e25a18bfcb8afdd09dd26a956958e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7c23e', table='events_trackevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='venue',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_venueevent" ("accessibility", "city", "country", "directions", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "region", "street", "website") VALUES (NEW."accessibility", NEW."city", NEW."country", NEW."directions", NEW."id", NEW."latitude", NEW."longitude", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."postcode", NEW."region", NEW."street", NEW."website"); RETURN NULL;', hash='28dfd0f78bd0d64d0e59c21aa13cd6ba459ef2fc', operation='INSERT', pgid='pgtrigger_insert_insert_1c301', table='events_venue', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='venue',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_venueevent" ("accessibility", "city", "country", "directions", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "region", "street", "website") VALUES (NEW."accessibility", NEW."city", NEW."country", NEW."directions", NEW."id", NEW."latitude", NEW."longitude", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."postcode", NEW."region", NEW."street", NEW."website"); RETURN NULL;', hash='f40bd3fdda6ee8c2c17bc03d1728b25d9be037d9', operation='UPDATE', pgid='pgtrigger_update_update_1b13e', table='events_venue', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='venue',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_venueevent" ("accessibility", "city", "country", "directions", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "region", "street", "website") VALUES (OLD."accessibility", OLD."city", OLD."country", OLD."directions", OLD."id", OLD."latitude", OLD."longitude", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."postcode", OLD."region", OLD."street", OLD."website"); RETURN NULL;', hash='78e70575a0c401502bbb07458e829ff910f1013f', operation='DELETE', pgid='pgtrigger_delete_delete_6e807', table='events_venue', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='venueevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='da6090cf6f42efcff8d47371ce9c31f68ae857c0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b8010', table='events_venueevent', when='BEFORE')),
            )],
        ),
    ]
