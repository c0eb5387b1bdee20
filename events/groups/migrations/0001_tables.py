import django.core.validators
import django.db.models.deletion
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
        ('groups', '0001_initial'),
    ]

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('registration', '0001_tables'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='GroupLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('secret', models.CharField(default=foundation.base.tokens.secret, editable=False, max_length=32, unique=True)),
                    ('domain', models.CharField(blank=True, max_length=120, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+(\\.[a-z0-9-]+)+$', 'Write the domain as example.org, without an @.')], verbose_name='only for this domain')),
                    ('opened_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='opened at')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                    ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='group_link', to='registration.order')),
                ],
                options={
                    'verbose_name': 'group link',
                    'verbose_name_plural': 'group links',
                    'ordering': ['-pk'],
                },
            ),
                migrations.CreateModel(
                name='GroupLinkEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('domain', models.CharField(blank=True, max_length=120, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+(\\.[a-z0-9-]+)+$', 'Write the domain as example.org, without an @.')], verbose_name='only for this domain')),
                    ('opened_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='opened at')),
                    ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed at')),
                    ('order', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registration.order')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='groups.grouplink')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='TicketOffer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                    ('secret', models.CharField(default=foundation.base.tokens.secret, editable=False, max_length=32, unique=True)),
                    ('sent_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='sent at')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back at')),
                    ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ticket_offers', to='registration.order')),
                    ('ticket', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='offer', to='registration.ticket')),
                ],
                options={
                    'verbose_name': 'ticket offered to a person',
                    'verbose_name_plural': 'tickets offered to persons',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('order', 'email'), name='ticket_offer_once_to_a_person')],
                },
            ),
                migrations.CreateModel(
                name='TicketOfferEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                    ('sent_at', models.DateTimeField(default=foundation.base.clock.now, verbose_name='sent at')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back at')),
                    ('order', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registration.order')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='groups.ticketoffer')),
                    ('ticket', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registration.ticket')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='grouplink',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "groups_grouplinkevent" ("closed_at", "domain", "id", "opened_at", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."domain", NEW."id", NEW."opened_at", NEW."order_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='69b43d0406c68256e6ca21af65abc36bb3d5f5c1', operation='INSERT', pgid='pgtrigger_insert_insert_b02e1', table='groups_grouplink', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='grouplink',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."domain" IS DISTINCT FROM (NEW."domain") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id"))', func='INSERT INTO "groups_grouplinkevent" ("closed_at", "domain", "id", "opened_at", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."domain", NEW."id", NEW."opened_at", NEW."order_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='c2ccd9d5ad0f0123426b0072ddced13de41d7186', operation='UPDATE', pgid='pgtrigger_update_update_a9bf1', table='groups_grouplink', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='grouplink',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "groups_grouplinkevent" ("closed_at", "domain", "id", "opened_at", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."closed_at", OLD."domain", OLD."id", OLD."opened_at", OLD."order_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='c5fe2d9b9d4cdfe91c78680416cfc4aec4bf8454', operation='DELETE', pgid='pgtrigger_delete_delete_620ec', table='groups_grouplink', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='grouplinkevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8d6a56fbe0b9f75f06be208a39c38aa00fbb5731', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b770b', table='groups_grouplinkevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='ticketoffer',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "groups_ticketofferevent" ("email", "id", "name", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "ticket_id", "withdrawn_at") VALUES (NEW."email", NEW."id", NEW."name", NEW."order_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sent_at", NEW."ticket_id", NEW."withdrawn_at"); RETURN NULL;', hash='a0541f761f7cba5064bc40f91c41912a4ea97cb7', operation='INSERT', pgid='pgtrigger_insert_insert_fb466', table='groups_ticketoffer', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='ticketoffer',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."ticket_id" IS DISTINCT FROM (NEW."ticket_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "groups_ticketofferevent" ("email", "id", "name", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "ticket_id", "withdrawn_at") VALUES (NEW."email", NEW."id", NEW."name", NEW."order_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sent_at", NEW."ticket_id", NEW."withdrawn_at"); RETURN NULL;', hash='49dd4429b5d05c4f0ee00800e9c8087631c29980', operation='UPDATE', pgid='pgtrigger_update_update_3549e', table='groups_ticketoffer', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='ticketoffer',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "groups_ticketofferevent" ("email", "id", "name", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "ticket_id", "withdrawn_at") VALUES (OLD."email", OLD."id", OLD."name", OLD."order_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sent_at", OLD."ticket_id", OLD."withdrawn_at"); RETURN NULL;', hash='f08b4094acc1d0dc87e94279cf4e239b198481fb', operation='DELETE', pgid='pgtrigger_delete_delete_433b5', table='groups_ticketoffer', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='ticketofferevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='98e07f01bd8b24b04d05d42ceec9cae5aa3a9ede', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b0acf', table='groups_ticketofferevent', when='BEFORE')),
            )],
        ),
    ]
