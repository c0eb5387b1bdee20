import django.db.models.deletion
import django.db.models.functions.text
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
        ('waiting', '0001_waiting_lists'),
    ]

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('registration', '0001_tables'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Line',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('hours', models.PositiveSmallIntegerField(default=24, help_text='For offers made from now on.', verbose_name='hours an offer stands')),
                    ('stock', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='line', to='registration.stock')),
                ],
                options={
                    'verbose_name': 'waiting list',
                    'verbose_name_plural': 'waiting lists',
                    'ordering': ['stock'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('hours__gte', 1), ('hours__lte', 720)), name='line_offers_stand_for_a_while', violation_error_message='An offer stands between 1 and 720 hours.')],
                },
            ),
                migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('secret', models.CharField(default=foundation.base.tokens.secret, editable=False, max_length=32, unique=True)),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='joined at')),
                    ('offered_at', models.DateTimeField(blank=True, null=True, verbose_name='offered at')),
                    ('offer_until', models.DateTimeField(blank=True, null=True, verbose_name='offer until')),
                    ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='ordered at')),
                    ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left at')),
                    ('lapsed_at', models.DateTimeField(blank=True, null=True, verbose_name='lapsed at')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                    ('code', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waiting_entry', to='registration.code')),
                    ('ticket_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waiting', to='registration.tickettype', verbose_name='ticket wanted')),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='waiting.line')),
                ],
                options={
                    'verbose_name': 'person in line',
                    'verbose_name_plural': 'people in line',
                    'ordering': ['line', 'created_at', 'pk'],
                    'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True), ('lapsed_at__isnull', True), ('left_at__isnull', True), ('taken_at__isnull', True)), fields=['line', 'created_at', 'id'], name='entry_in_line')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('lapsed_at__isnull', True), ('left_at__isnull', True), ('taken_at__isnull', True)), fields=('line', 'email'), name='entry_one_live_per_person', violation_error_message='This address stands in line already.'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='entry_email_lower'), models.CheckConstraint(condition=models.Q(models.Q(('code__isnull', True), ('lapsed_at__isnull', True), ('offer_until__isnull', True), ('offered_at__isnull', True), ('taken_at__isnull', True)), models.Q(('code__isnull', False), ('offer_until__isnull', False), ('offered_at__isnull', False)), _connector='OR'), name='entry_offer_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('lapsed_at__isnull', True), ('left_at__isnull', True), ('taken_at__isnull', True)), models.Q(('ended_at__isnull', True), ('left_at__isnull', True), ('taken_at__isnull', True)), models.Q(('ended_at__isnull', True), ('lapsed_at__isnull', True), ('taken_at__isnull', True)), models.Q(('ended_at__isnull', True), ('lapsed_at__isnull', True), ('left_at__isnull', True)), _connector='OR'), name='entry_ends_once')],
                },
            ),
                migrations.CreateModel(
                name='EntryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='joined at')),
                    ('offered_at', models.DateTimeField(blank=True, null=True, verbose_name='offered at')),
                    ('offer_until', models.DateTimeField(blank=True, null=True, verbose_name='offer until')),
                    ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='ordered at')),
                    ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='left at')),
                    ('lapsed_at', models.DateTimeField(blank=True, null=True, verbose_name='lapsed at')),
                    ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                    ('code', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registration.code')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='waiting.entry')),
                    ('ticket_type', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registration.tickettype', verbose_name='ticket wanted')),
                    ('line', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='waiting.line')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='LineEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('hours', models.PositiveSmallIntegerField(default=24, help_text='For offers made from now on.', verbose_name='hours an offer stands')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='waiting.line')),
                    ('stock', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registration.stock')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='entry',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "waiting_entryevent" ("code_id", "created_at", "email", "ended_at", "id", "lapsed_at", "left_at", "line_id", "offer_until", "offered_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_at", "ticket_type_id") VALUES (NEW."code_id", NEW."created_at", NEW."email", NEW."ended_at", NEW."id", NEW."lapsed_at", NEW."left_at", NEW."line_id", NEW."offer_until", NEW."offered_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."taken_at", NEW."ticket_type_id"); RETURN NULL;', hash='153f22f0b5d8fd741a053ba51b25b21e873c4688', operation='INSERT', pgid='pgtrigger_insert_insert_1bc52', table='waiting_entry', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='entry',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."code_id" IS DISTINCT FROM (NEW."code_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lapsed_at" IS DISTINCT FROM (NEW."lapsed_at") OR OLD."left_at" IS DISTINCT FROM (NEW."left_at") OR OLD."line_id" IS DISTINCT FROM (NEW."line_id") OR OLD."offer_until" IS DISTINCT FROM (NEW."offer_until") OR OLD."offered_at" IS DISTINCT FROM (NEW."offered_at") OR OLD."taken_at" IS DISTINCT FROM (NEW."taken_at") OR OLD."ticket_type_id" IS DISTINCT FROM (NEW."ticket_type_id"))', func='INSERT INTO "waiting_entryevent" ("code_id", "created_at", "email", "ended_at", "id", "lapsed_at", "left_at", "line_id", "offer_until", "offered_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_at", "ticket_type_id") VALUES (NEW."code_id", NEW."created_at", NEW."email", NEW."ended_at", NEW."id", NEW."lapsed_at", NEW."left_at", NEW."line_id", NEW."offer_until", NEW."offered_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."taken_at", NEW."ticket_type_id"); RETURN NULL;', hash='3e6717ffeba5964abc232b9dc288107e2c6f3f72', operation='UPDATE', pgid='pgtrigger_update_update_c093c', table='waiting_entry', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='entry',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "waiting_entryevent" ("code_id", "created_at", "email", "ended_at", "id", "lapsed_at", "left_at", "line_id", "offer_until", "offered_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "taken_at", "ticket_type_id") VALUES (OLD."code_id", OLD."created_at", OLD."email", OLD."ended_at", OLD."id", OLD."lapsed_at", OLD."left_at", OLD."line_id", OLD."offer_until", OLD."offered_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."taken_at", OLD."ticket_type_id"); RETURN NULL;', hash='fa024383e5d9275318fca2d63ef89a22aa54a63d', operation='DELETE', pgid='pgtrigger_delete_delete_8a5f1', table='waiting_entry', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='entryevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3cde0eea8ac72efe7e078947e743ee1863d73042', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1a8ef', table='waiting_entryevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='line',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "waiting_lineevent" ("hours", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stock_id") VALUES (NEW."hours", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."stock_id"); RETURN NULL;', hash='3393535241244b306abb41dfaf66bc2505e59e37', operation='INSERT', pgid='pgtrigger_insert_insert_5c050', table='waiting_line', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='line',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "waiting_lineevent" ("hours", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stock_id") VALUES (NEW."hours", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."stock_id"); RETURN NULL;', hash='d0ae9f3ab6405ff3c6bc2d43f498776c8ce68d6c', operation='UPDATE', pgid='pgtrigger_update_update_a8444', table='waiting_line', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='line',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "waiting_lineevent" ("hours", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stock_id") VALUES (OLD."hours", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."stock_id"); RETURN NULL;', hash='b82e025fb8cebc8acdda60a40202e3181f171485', operation='DELETE', pgid='pgtrigger_delete_delete_ce4bb', table='waiting_line', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='lineevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='60b546eba920db530216f2b468dda26e0f0c5a07', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f33fe', table='waiting_lineevent', when='BEFORE')),
            )],
        ),
    ]
