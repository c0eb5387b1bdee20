import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
import foundation.base.clock
import foundation.base.money
import foundation.base.operations
import foundation.base.zones
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('base', '0002_initial'),
        ('base', '0003_attachment_inline_id'),
        ('base', '0004_mail_texts'),
        ('base', '0005_saved_filters'),
        ('base', '0006_bounces'),
    ]

    dependencies = [
        ('accounts', '__first__'),
        ('base', '0001_extensions'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Foundation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100, verbose_name='name')),
                    ('legal_name', models.CharField(max_length=200, verbose_name='legal name')),
                    ('mission', models.TextField(blank=True, verbose_name='mission')),
                    ('address', models.TextField(help_text='As printed on invoices.', verbose_name='address')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('zone', models.CharField(default='UTC', max_length=40, validators=[foundation.base.zones.validate_zone], verbose_name='time zone')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('tax_number', models.CharField(blank=True, max_length=40, verbose_name='tax number')),
                    ('bank_details', models.TextField(blank=True, help_text='How a transfer reaches us, line by line.', verbose_name='bank details')),
                ],
                options={
                    'verbose_name': 'foundation',
                    'verbose_name_plural': 'foundation',
                    'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='foundation_only_one_row')],
                },
            ),
                migrations.CreateModel(
                name='FoundationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=100, verbose_name='name')),
                    ('legal_name', models.CharField(max_length=200, verbose_name='legal name')),
                    ('mission', models.TextField(blank=True, verbose_name='mission')),
                    ('address', models.TextField(help_text='As printed on invoices.', verbose_name='address')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('zone', models.CharField(default='UTC', max_length=40, validators=[foundation.base.zones.validate_zone], verbose_name='time zone')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('tax_number', models.CharField(blank=True, max_length=40, verbose_name='tax number')),
                    ('bank_details', models.TextField(blank=True, help_text='How a transfer reaches us, line by line.', verbose_name='bank details')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='base.foundation')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='Mail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(help_text='What the mail is about; a second mail with the same key is not written.', max_length=120, unique=True, verbose_name='key')),
                    ('kind', models.CharField(db_index=True, max_length=60, verbose_name='kind')),
                    ('to', models.EmailField(db_index=True, max_length=254, verbose_name='to')),
                    ('reply_to', models.EmailField(blank=True, max_length=254, verbose_name='reply to')),
                    ('subject', models.CharField(max_length=200, verbose_name='subject')),
                    ('text', models.TextField(verbose_name='text')),
                    ('html', models.TextField(blank=True, verbose_name='HTML')),
                    ('headers', models.JSONField(blank=True, default=dict, help_text='How a mail program lets its reader unsubscribe (RFC 8058).', verbose_name='headers')),
                    ('at_most_once', models.BooleanField(default=False, help_text='Not tried again by itself when it may have gone out already.', verbose_name='at most once')),
                    ('state', models.CharField(choices=[('queued', 'Queued'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Failed')], default='queued', max_length=7, verbose_name='state')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                    ('error', models.TextField(blank=True, verbose_name='last error')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='written at')),
                    ('due_at', models.DateTimeField(default=foundation.base.clock.now, help_text='When it was taken, or may be tried again.', verbose_name='due at')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                ],
                options={
                    'verbose_name': 'mail',
                    'verbose_name_plural': 'mails',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(condition=models.Q(('state', 'sent'), _negated=True), fields=['due_at'], name='mail_not_sent_yet')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sending', 'sent', 'failed'])), name='mail_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(('state', 'sent'), _negated=True), _connector='OR'), name='mail_sent_has_a_time'), models.CheckConstraint(condition=models.Q(('subject__regex', '[\\r\\n]'), _negated=True), name='mail_subject_is_one_line'), models.CheckConstraint(condition=models.Q(models.Q(('to__regex', '[\\r\\n]'), _negated=True), models.Q(('reply_to__regex', '[\\r\\n]'), _negated=True)), name='mail_addresses_are_one_line'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Contains(django.db.models.functions.comparison.Cast('headers', models.TextField()), '\\'), _negated=True), name='mail_headers_are_plain')],
                },
            ),
                migrations.CreateModel(
                name='Bounce',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='address')),
                    ('code', models.CharField(help_text='5.1.1: no such mailbox; 4.2.2: mailbox full.', max_length=20, verbose_name='code')),
                    ('is_permanent', models.BooleanField(verbose_name='for good')),
                    ('reason', models.CharField(blank=True, max_length=300, verbose_name='what the other side said')),
                    ('message_key', models.CharField(help_text='A fingerprint of the report, so that the same one is stored once.', max_length=64, verbose_name='report')),
                    ('at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='at')),
                    ('cleared_at', models.DateTimeField(blank=True, help_text='When staff learnt that the address works again.', null=True, verbose_name='cleared at')),
                    ('mail', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='bounces', to='base.mail', verbose_name='mail that came back')),
                ],
                options={
                    'verbose_name': 'bounce',
                    'verbose_name_plural': 'bounces',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(condition=models.Q(('cleared_at__isnull', True), ('is_permanent', True)), fields=['email'], name='bounce_of_a_dead_address')],
                    'constraints': [models.UniqueConstraint(fields=('message_key', 'email'), name='bounce_once_a_report_and_address'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='bounce_email_in_lower_case')],
                },
            ),
                migrations.CreateModel(
                name='MailAttachment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100, verbose_name='file name')),
                    ('content_type', models.CharField(max_length=100, verbose_name='content type')),
                    ('content', models.BinaryField(verbose_name='content')),
                    ('inline_id', models.CharField(blank=True, help_text='The HTML shows it as cid:...; empty: a file to keep.', max_length=60, verbose_name='shown in the mail as')),
                    ('mail', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='base.mail')),
                ],
                options={
                    'verbose_name': 'attachment',
                    'verbose_name_plural': 'attachments',
                    'ordering': ['pk'],
                },
            ),
                migrations.CreateModel(
                name='MailText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=60, verbose_name='mail')),
                    ('scope', models.CharField(blank=True, help_text='Empty: wherever no other text is set.', max_length=40, verbose_name='for')),
                    ('subject', models.CharField(max_length=200, verbose_name='subject')),
                    ('body', models.TextField(verbose_name='text')),
                ],
                options={
                    'verbose_name': 'text of a mail',
                    'verbose_name_plural': 'texts of mails',
                    'ordering': ['kind', 'scope'],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'scope'), name='mail_text_one_per_scope', violation_error_message='This mail has a text there already: change that one.'), models.CheckConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), models.Q(('body', ''), _negated=True)), name='mail_text_says_something'), models.CheckConstraint(condition=models.Q(('subject__regex', '[\\r\\n]'), _negated=True), name='mail_text_subject_is_one_line'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('body'), models.Value(20000)), name='mail_text_has_an_end', violation_error_message='The text is too long.')],
                },
            ),
                migrations.CreateModel(
                name='MailTextEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(max_length=60, verbose_name='mail')),
                    ('scope', models.CharField(blank=True, help_text='Empty: wherever no other text is set.', max_length=40, verbose_name='for')),
                    ('subject', models.CharField(max_length=200, verbose_name='subject')),
                    ('body', models.TextField(verbose_name='text')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='base.mailtext')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='SavedFilter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('label', models.CharField(max_length=100, verbose_name='list')),
                    ('name', models.CharField(max_length=60, verbose_name='name')),
                    ('query', models.CharField(max_length=1000, verbose_name='filter')),
                    ('is_shared', models.BooleanField(default=False, verbose_name='for all who see this list')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'saved filter',
                    'verbose_name_plural': 'saved filters',
                    'ordering': ['label', 'name'],
                    'constraints': [models.UniqueConstraint(models.F('owner'), models.F('label'), django.db.models.functions.text.Lower('name'), name='saved_filter_name_once', violation_error_message='You have a filter of that name for this list already.'), models.CheckConstraint(condition=models.Q(('query', ''), _negated=True), name='saved_filter_filters')],
                },
            ),
                migrations.CreateModel(
                name='Figure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(help_text='What is counted: cores.', max_length=40, verbose_name='key')),
                    ('value', models.DecimalField(decimal_places=2, max_digits=20, verbose_name='value')),
                    ('shown_as', models.CharField(help_text='40 million, USD 7.7 bn', max_length=30, verbose_name='shown as')),
                    ('label', models.CharField(help_text='cores in production', max_length=100, verbose_name='label')),
                    ('stated_on', models.DateField(verbose_name='stated on')),
                    ('source', models.CharField(max_length=200, verbose_name='source')),
                    ('source_url', models.URLField(blank=True, verbose_name='address of the source')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ],
                options={
                    'ordering': ['position', 'key', 'stated_on'],
                    'constraints': [models.UniqueConstraint(fields=('key', 'stated_on'), name='figure_stated_once_a_day', violation_error_message='This figure has a statement of that day already.')],
                },
            ),
                migrations.CreateModel(
                name='FigureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('key', models.SlugField(db_index=False, help_text='What is counted: cores.', max_length=40, verbose_name='key')),
                    ('value', models.DecimalField(decimal_places=2, max_digits=20, verbose_name='value')),
                    ('shown_as', models.CharField(help_text='40 million, USD 7.7 bn', max_length=30, verbose_name='shown as')),
                    ('label', models.CharField(help_text='cores in production', max_length=100, verbose_name='label')),
                    ('stated_on', models.DateField(verbose_name='stated on')),
                    ('source', models.CharField(max_length=200, verbose_name='source')),
                    ('source_url', models.URLField(blank=True, verbose_name='address of the source')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='base.figure')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='figure',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "base_figureevent" ("id", "key", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shown_as", "source", "source_url", "stated_on", "value") VALUES (NEW."id", NEW."key", NEW."label", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."shown_as", NEW."source", NEW."source_url", NEW."stated_on", NEW."value"); RETURN NULL;', hash='3072a6d4414d8ea4b9457cb4534a3665ec9426c3', operation='INSERT', pgid='pgtrigger_insert_insert_f8508', table='base_figure', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='figure',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "base_figureevent" ("id", "key", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shown_as", "source", "source_url", "stated_on", "value") VALUES (NEW."id", NEW."key", NEW."label", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."shown_as", NEW."source", NEW."source_url", NEW."stated_on", NEW."value"); RETURN NULL;', hash='34c0fe86c4c4d1e862fe8b2602f5181bcb4d9fc7', operation='UPDATE', pgid='pgtrigger_update_update_3a44f', table='base_figure', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='figure',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "base_figureevent" ("id", "key", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "shown_as", "source", "source_url", "stated_on", "value") VALUES (OLD."id", OLD."key", OLD."label", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."shown_as", OLD."source", OLD."source_url", OLD."stated_on", OLD."value"); RETURN NULL;', hash='225a1677d3a9f21779ad75b7fd4f8f9ca2d86612', operation='DELETE', pgid='pgtrigger_delete_delete_d3d66', table='base_figure', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='figureevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='002e73bfa304972c3dee65ca726aae8515b4782c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6189f', table='base_figureevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='foundation',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "base_foundationevent" ("address", "bank_details", "currency", "email", "id", "legal_name", "mission", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tax_number", "zone") VALUES (NEW."address", NEW."bank_details", NEW."currency", NEW."email", NEW."id", NEW."legal_name", NEW."mission", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."tax_number", NEW."zone"); RETURN NULL;', hash='58296b707ef390b6d9a5dc84a9266fa0fc863a86', operation='INSERT', pgid='pgtrigger_insert_insert_7c501', table='base_foundation', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='foundation',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "base_foundationevent" ("address", "bank_details", "currency", "email", "id", "legal_name", "mission", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tax_number", "zone") VALUES (NEW."address", NEW."bank_details", NEW."currency", NEW."email", NEW."id", NEW."legal_name", NEW."mission", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tax_number", NEW."zone"); RETURN NULL;', hash='d262b7723e58b36bc77f0c8f21c4e0d56151b728', operation='UPDATE', pgid='pgtrigger_update_update_c3710', table='base_foundation', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='foundation',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "base_foundationevent" ("address", "bank_details", "currency", "email", "id", "legal_name", "mission", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tax_number", "zone") VALUES (OLD."address", OLD."bank_details", OLD."currency", OLD."email", OLD."id", OLD."legal_name", OLD."mission", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tax_number", OLD."zone"); RETURN NULL;', hash='0963f8fede97d27b22dbdda24ceb6816c2447f7c', operation='DELETE', pgid='pgtrigger_delete_delete_8f390', table='base_foundation', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='foundationevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ea1db0ab5c35c880179702a03a90720b759d0e23', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bc6de', table='base_foundationevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='mailtext',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "base_mailtextevent" ("body", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope", "subject") VALUES (NEW."body", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scope", NEW."subject"); RETURN NULL;', hash='bb38d51d027d6baace14c4027786d8d33f17c02c', operation='INSERT', pgid='pgtrigger_insert_insert_9e790', table='base_mailtext', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='mailtext',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "base_mailtextevent" ("body", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope", "subject") VALUES (NEW."body", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scope", NEW."subject"); RETURN NULL;', hash='309bed2ab8a0a15d333efcbe8c7469c01c388c79', operation='UPDATE', pgid='pgtrigger_update_update_3d8e6', table='base_mailtext', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='mailtext',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "base_mailtextevent" ("body", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope", "subject") VALUES (OLD."body", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scope", OLD."subject"); RETURN NULL;', hash='e1b173cc2e1f05a56eafc7c170151acc1ff22aab', operation='DELETE', pgid='pgtrigger_delete_delete_3d0e7', table='base_mailtext', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='mailtextevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d1528b963ee96fe7529388f974e1125e16d9199a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be645', table='base_mailtextevent', when='BEFORE')),
            )],
        ),
    ]
