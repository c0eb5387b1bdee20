import django.core.validators
import django.db.models.deletion
import foundation.base.money
import foundation.base.operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('sponsorship', '0001_initial'),
    ]

    dependencies = [
        ('events', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Level',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, verbose_name='level')),
                    ('rank', models.PositiveSmallIntegerField(help_text='1 is the highest.', verbose_name='rank')),
                    ('price_member', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='price for members')),
                    ('price_other', foundation.base.money.MoneyField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='price for others')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('members_only', models.BooleanField(default=False, verbose_name='members only')),
                    ('available', models.PositiveSmallIntegerField(blank=True, help_text='Empty: no limit.', null=True, verbose_name='how many may be sold')),
                    ('summary', models.CharField(blank=True, max_length=200, verbose_name='in a line')),
                    ('benefits', models.TextField(blank=True, help_text='One a line.', verbose_name='benefits')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sponsor_levels', to='events.event')),
                ],
                options={
                    'verbose_name': 'sponsor level',
                    'verbose_name_plural': 'sponsor levels',
                    'ordering': ['event', 'rank'],
                    'constraints': [models.UniqueConstraint(fields=('event', 'name'), name='level_once_per_event'), models.CheckConstraint(condition=models.Q(('price_member__gte', 0), models.Q(('price_other__isnull', True), ('price_other__gte', 0), _connector='OR')), name='level_price_not_negative'), models.CheckConstraint(condition=models.Q(('members_only', True), ('price_other__isnull', False), _connector='OR'), name='level_open_to_all_has_a_price_for_all', violation_error_message='Give the price for others, or tick “members only”.')],
                },
            ),
                migrations.CreateModel(
                name='LevelEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=60, verbose_name='level')),
                    ('rank', models.PositiveSmallIntegerField(help_text='1 is the highest.', verbose_name='rank')),
                    ('price_member', foundation.base.money.MoneyField(decimal_places=2, max_digits=12, verbose_name='price for members')),
                    ('price_other', foundation.base.money.MoneyField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='price for others')),
                    ('currency', foundation.base.money.CurrencyField(default='USD', max_length=3, validators=[django.core.validators.RegexValidator('^[A-Z]{3}$', 'Write the currency as three capitals: USD.')], verbose_name='currency')),
                    ('members_only', models.BooleanField(default=False, verbose_name='members only')),
                    ('available', models.PositiveSmallIntegerField(blank=True, help_text='Empty: no limit.', null=True, verbose_name='how many may be sold')),
                    ('summary', models.CharField(blank=True, max_length=200, verbose_name='in a line')),
                    ('benefits', models.TextField(blank=True, help_text='One a line.', verbose_name='benefits')),
                    ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sponsorship.level')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='level',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sponsorship_levelevent" ("available", "benefits", "currency", "event_id", "id", "members_only", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_member", "price_other", "rank", "summary") VALUES (NEW."available", NEW."benefits", NEW."currency", NEW."event_id", NEW."id", NEW."members_only", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price_member", NEW."price_other", NEW."rank", NEW."summary"); RETURN NULL;', hash='bcff0a0c09a342818a559d847d942e30c5182b4c', operation='INSERT', pgid='pgtrigger_insert_insert_d8715', table='sponsorship_level', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='level',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sponsorship_levelevent" ("available", "benefits", "currency", "event_id", "id", "members_only", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_member", "price_other", "rank", "summary") VALUES (NEW."available", NEW."benefits", NEW."currency", NEW."event_id", NEW."id", NEW."members_only", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price_member", NEW."price_other", NEW."rank", NEW."summary"); RETURN NULL;', hash='63e5e5ca278df57da61ea507b74b35db97df5e2d', operation='UPDATE', pgid='pgtrigger_update_update_1717e', table='sponsorship_level', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='level',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sponsorship_levelevent" ("available", "benefits", "currency", "event_id", "id", "members_only", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_member", "price_other", "rank", "summary") VALUES (OLD."available", OLD."benefits", OLD."currency", OLD."event_id", OLD."id", OLD."members_only", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."price_member", OLD."price_other", OLD."rank", OLD."summary"); RETURN NULL;', hash='e5f394917dd6d3d22e756e0bb2a3a2f2c99e3bbc', operation='DELETE', pgid='pgtrigger_delete_delete_4fb3b', table='sponsorship_level', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='levelevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2ab430fa8034d326ebfe03f8527c555020190e6b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8920c', table='sponsorship_levelevent', when='BEFORE')),
            )],
        ),
    ]
