import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django_countries.fields
import events.mailings.models.mailings
import foundation.base.clock
import foundation.base.operations
import foundation.base.tokens
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('mailings', '0001_mailings'),
    ]

    dependencies = [
        ('base', '0002_tables'),
        ('events', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('registration', '0001_tables'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Mailing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='For staff; nobody else sees it.', max_length=120, verbose_name='name')),
                    ('reason', models.CharField(choices=[('booking', 'About the event they have booked'), ('news', 'News: everybody can unsubscribe, and who has gets none')], max_length=7, verbose_name='why we write')),
                    ('to_whom', models.CharField(choices=[('attendees', 'Those who come'), ('purchasers', 'Those who ordered')], default='attendees', max_length=10, verbose_name='to')),
                    ('order_states', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('paid', 'Confirmed'), ('pending', 'Waiting for payment'), ('cancelled', 'Cancelled'), ('expired', 'Expired')], max_length=9), default=events.mailings.models.mailings.confirmed_orders, verbose_name='whose order is')),
                    ('named', models.CharField(choices=[('any', 'Named or not'), ('named', 'With somebody named'), ('unnamed', 'With nobody named yet')], default='any', max_length=7, verbose_name='tickets')),
                    ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country of the purchaser')),
                    ('subject', models.CharField(max_length=200, verbose_name='subject')),
                    ('body', models.TextField(verbose_name='text')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('tested', 'Tested'), ('sending', 'Being sent'), ('paused', 'Paused'), ('sent', 'Sent'), ('stopped', 'Stopped')], default='draft', max_length=7, verbose_name='state')),
                    ('tested_hash', models.CharField(blank=True, editable=False, max_length=32)),
                    ('tested_at', models.DateTimeField(blank=True, null=True, verbose_name='tested at')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='written at')),
                    ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='started at')),
                    ('moved_at', models.DateTimeField(blank=True, null=True, verbose_name='last batch at')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                    ('code', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='registration.code', verbose_name='who used the code')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mailings', to='events.event')),
                    ('ticket_types', models.ManyToManyField(blank=True, help_text='None chosen: of any type.', related_name='mailings', to='registration.tickettype', verbose_name='with a ticket of these types')),
                    ('without_types', models.ManyToManyField(blank=True, related_name='mailings_without', to='registration.tickettype', verbose_name='but without a valid ticket of these')),
                ],
                options={
                    'verbose_name': 'mailing',
                    'verbose_name_plural': 'mailings',
                    'ordering': ['-pk'],
                    'permissions': [('send_mailing', 'Can send mailings')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'tested', 'sending', 'paused', 'sent', 'stopped'])), name='mailing_state_known'), models.CheckConstraint(condition=models.Q(('reason__in', ['booking', 'news']), ('to_whom__in', ['attendees', 'purchasers']), ('named__in', ['any', 'named', 'unnamed'])), name='mailing_choices_known'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('tested_at__isnull', False), ('tested_hash', django.db.models.functions.text.MD5(django.db.models.functions.text.Concat(models.F('to_whom'), models.Value('\n'), models.F('reason'), models.Value('\n'), models.F('subject'), models.Value('\n'), models.F('body'), output_field=models.TextField())))), _connector='OR'), name='mailing_tested_as_it_is', violation_error_message='Send yourself a test of the text as it is now first.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('sending', 'paused', 'sent', 'stopped')), _negated=True), models.Q(('moved_at__isnull', False), ('started_at__isnull', False)), _connector='OR'), name='mailing_started_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), models.Q(('body', ''), _negated=True), models.Q(('subject__regex', '[\\r\\n]'), _negated=True)), name='mailing_says_something'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('body'), models.Value(20000)), name='mailing_has_an_end', violation_error_message='The text is too long.'), models.CheckConstraint(condition=models.Q(('order_states__len__gt', 0)), name='mailing_is_for_some_orders', violation_error_message='Choose which orders it is for.'), models.CheckConstraint(condition=models.Q(('named', 'unnamed'), ('to_whom', 'attendees'), _negated=True), name='mailing_attendees_are_named', violation_error_message='A ticket without a name has nobody to write to: write to those who ordered.')],
                },
            ),
                migrations.CreateModel(
                name='MailingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(help_text='For staff; nobody else sees it.', max_length=120, verbose_name='name')),
                    ('reason', models.CharField(choices=[('booking', 'About the event they have booked'), ('news', 'News: everybody can unsubscribe, and who has gets none')], max_length=7, verbose_name='why we write')),
                    ('to_whom', models.CharField(choices=[('attendees', 'Those who come'), ('purchasers', 'Those who ordered')], default='attendees', max_length=10, verbose_name='to')),
                    ('order_states', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('paid', 'Confirmed'), ('pending', 'Waiting for payment'), ('cancelled', 'Cancelled'), ('expired', 'Expired')], max_length=9), default=events.mailings.models.mailings.confirmed_orders, verbose_name='whose order is')),
                    ('named', models.CharField(choices=[('any', 'Named or not'), ('named', 'With somebody named'), ('unnamed', 'With nobody named yet')], default='any', max_length=7, verbose_name='tickets')),
                    ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country of the purchaser')),
                    ('subject', models.CharField(max_length=200, verbose_name='subject')),
                    ('body', models.TextField(verbose_name='text')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('tested', 'Tested'), ('sending', 'Being sent'), ('paused', 'Paused'), ('sent', 'Sent'), ('stopped', 'Stopped')], default='draft', max_length=7, verbose_name='state')),
                    ('tested_hash', models.CharField(blank=True, editable=False, max_length=32)),
                    ('tested_at', models.DateTimeField(blank=True, null=True, verbose_name='tested at')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='written at')),
                    ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='started at')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                    ('code', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registration.code', verbose_name='who used the code')),
                    ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='mailings.mailing')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Recipient',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('secret', models.CharField(default=foundation.base.tokens.secret, editable=False, max_length=32, unique=True)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('written', 'Written'), ('unsubscribed', 'Left out: has unsubscribed'), ('gone', 'Left out: does not fit any more')], default='waiting', max_length=12, verbose_name='state')),
                    ('mail', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='recipient', to='base.mail')),
                    ('mailing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='mailings.mailing')),
                    ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registration.order')),
                    ('ticket', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registration.ticket')),
                ],
                options={
                    'verbose_name': 'recipient',
                    'verbose_name_plural': 'recipients',
                    'ordering': ['pk'],
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['mailing', 'id'], name='recipient_waits')],
                    'constraints': [models.UniqueConstraint(fields=('mailing', 'email'), name='recipient_once_in_a_mailing'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='recipient_email_in_small_letters'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'written', 'unsubscribed', 'gone'])), name='recipient_state_known')],
                },
            ),
                migrations.CreateModel(
                name='Unsubscription',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='since')),
                    ('event', models.ForeignKey(blank=True, help_text='Empty: no news of any event.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='unsubscriptions', to='events.event')),
                ],
                options={
                    'verbose_name': 'unsubscription',
                    'verbose_name_plural': 'unsubscriptions',
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(fields=('email', 'event'), name='unsubscription_once', nulls_distinct=False, violation_error_message='This address is unsubscribed already.'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='unsubscription_in_small_letters')],
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='mailing',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "mailings_mailingevent" ("body", "closed_at", "code_id", "country", "created_at", "event_id", "id", "name", "named", "order_states", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "started_at", "state", "subject", "tested_at", "tested_hash", "to_whom") VALUES (NEW."body", NEW."closed_at", NEW."code_id", NEW."country", NEW."created_at", NEW."event_id", NEW."id", NEW."name", NEW."named", NEW."order_states", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."started_at", NEW."state", NEW."subject", NEW."tested_at", NEW."tested_hash", NEW."to_whom"); RETURN NULL;', hash='765fd5a39d7fa38a842c587ad2527b66de005f1d', operation='INSERT', pgid='pgtrigger_insert_insert_afbf8', table='mailings_mailing', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='mailing',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."code_id" IS DISTINCT FROM (NEW."code_id") OR OLD."country" IS DISTINCT FROM (NEW."country") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."event_id" IS DISTINCT FROM (NEW."event_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."named" IS DISTINCT FROM (NEW."named") OR OLD."order_states" IS DISTINCT FROM (NEW."order_states") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."tested_at" IS DISTINCT FROM (NEW."tested_at") OR OLD."tested_hash" IS DISTINCT FROM (NEW."tested_hash") OR OLD."to_whom" IS DISTINCT FROM (NEW."to_whom"))', func='INSERT INTO "mailings_mailingevent" ("body", "closed_at", "code_id", "country", "created_at", "event_id", "id", "name", "named", "order_states", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "started_at", "state", "subject", "tested_at", "tested_hash", "to_whom") VALUES (NEW."body", NEW."closed_at", NEW."code_id", NEW."country", NEW."created_at", NEW."event_id", NEW."id", NEW."name", NEW."named", NEW."order_states", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."started_at", NEW."state", NEW."subject", NEW."tested_at", NEW."tested_hash", NEW."to_whom"); RETURN NULL;', hash='cb1a40ce98d85e5978d83beeed5cf45fcdce1026', operation='UPDATE', pgid='pgtrigger_update_update_143aa', table='mailings_mailing', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='mailing',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "mailings_mailingevent" ("body", "closed_at", "code_id", "country", "created_at", "event_id", "id", "name", "named", "order_states", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "started_at", "state", "subject", "tested_at", "tested_hash", "to_whom") VALUES (OLD."body", OLD."closed_at", OLD."code_id", OLD."country", OLD."created_at", OLD."event_id", OLD."id", OLD."name", OLD."named", OLD."order_states", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."started_at", OLD."state", OLD."subject", OLD."tested_at", OLD."tested_hash", OLD."to_whom"); RETURN NULL;', hash='c9d9fdf05e01d05f759524872dee0cbcac6fef2c', operation='DELETE', pgid='pgtrigger_delete_delete_9d0ff', table='mailings_mailing', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='mailingevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='acd4f44ec1d61fb616d9eeacc40f2fb18c89e29d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3a99c', table='mailings_mailingevent', when='BEFORE')),
            )],
        ),
    ]
