import django.db.models.deletion
import django_countries.fields
import foundation.base.operations
import foundation.billing.tax.models
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('tax', '0001_tax_rules'),
    ]

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='TaxRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='For staff: “VAT Germany, admission”.', max_length=80, unique=True, verbose_name='name')),
                    ('label', models.CharField(help_text='The name of the tax: VAT, GST.', max_length=30, verbose_name='what buyers read')),
                    ('rate', models.DecimalField(decimal_places=2, help_text='For everybody no line below is for; also before the country is known.', max_digits=5, verbose_name='usual rate, %')),
                    ('includes_tax', models.BooleanField(default=True, help_text='Switched off, the tax is added to the listed price.', verbose_name='prices contain it')),
                    ('keeps_gross', models.BooleanField(default=False, help_text='For prices that contain tax: at another rate the listed price is paid all the same. Switched off, the price without tax stays, and the other rate is added to it.', verbose_name='what is paid stays the same')),
                    ('home', django_countries.fields.CountryField(blank=True, help_text='For admission to an event, usually the country it is held in. Reverse charge never applies to buyers from there; who has not said their country is taxed as they are.', max_length=2, verbose_name='where the tax is due')),
                    ('text', models.CharField(blank=True, help_text='At the usual rate; for most rules there is none.', max_length=300, verbose_name='sentence on the invoice')),
                ],
                options={
                    'verbose_name': 'tax rule',
                    'verbose_name_plural': 'tax rules',
                    'ordering': ['name'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('rate__gte', 0), ('rate__lt', 100)), name='tax_rule_rate_possible', violation_error_message='A rate is from 0 to less than 100 per cent.'), models.CheckConstraint(condition=models.Q(('keeps_gross', False), ('includes_tax', True), _connector='OR'), name='tax_rule_keeps_only_what_contains_tax', violation_error_message='What is paid can stay only if prices contain the tax.')],
                },
            ),
                migrations.CreateModel(
                name='TaxRate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('area', models.CharField(blank=True, help_text='Two capitals, or EU for its 27 states; empty is anywhere.', max_length=2, validators=[foundation.billing.tax.models.validate_area], verbose_name='country or area of the buyer')),
                    ('buyer', models.CharField(choices=[('any', 'Everybody'), ('business', 'Businesses'), ('private', 'Private persons')], default='any', max_length=8, verbose_name='for')),
                    ('treatment', models.CharField(choices=[('standard', 'Taxed'), ('reverse_charge', 'Reverse charge: the buyer owes the tax'), ('exempt', 'Exempt'), ('outside', 'Not taxed here')], default='standard', max_length=14, verbose_name='treatment')),
                    ('rate', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='rate, %')),
                    ('since', models.DateField(blank=True, help_text='Empty: it has always been so.', null=True, verbose_name='from the day')),
                    ('text', models.CharField(blank=True, max_length=300, verbose_name='sentence on the invoice')),
                    ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rates', to='tax.taxrule')),
                ],
                options={
                    'verbose_name': 'rate',
                    'verbose_name_plural': 'rates',
                    'ordering': ['rule', 'area', 'buyer', 'since'],
                    'constraints': [models.UniqueConstraint(fields=('rule', 'area', 'buyer', 'treatment', 'since'), name='tax_rate_said_once', nulls_distinct=False, violation_error_message='There is such a line already.'), models.CheckConstraint(condition=models.Q(('rate__gte', 0), ('rate__lt', 100)), name='tax_rate_possible', violation_error_message='A rate is from 0 to less than 100 per cent.'), models.CheckConstraint(condition=models.Q(('treatment', 'standard'), models.Q(('rate', 0), models.Q(('text', ''), _negated=True)), _connector='OR'), name='tax_rate_of_nothing_says_why', violation_error_message='Where no tax is taken the rate is 0, and the invoice says why in a sentence.'), models.CheckConstraint(condition=models.Q(models.Q(('treatment', 'reverse_charge'), _negated=True), ('buyer', 'business'), _connector='OR'), name='tax_rate_reversed_for_businesses', violation_error_message='Only businesses owe a tax by reverse charge.')],
                },
            ),
                migrations.CreateModel(
                name='TaxRuleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(help_text='For staff: “VAT Germany, admission”.', max_length=80, verbose_name='name')),
                    ('label', models.CharField(help_text='The name of the tax: VAT, GST.', max_length=30, verbose_name='what buyers read')),
                    ('rate', models.DecimalField(decimal_places=2, help_text='For everybody no line below is for; also before the country is known.', max_digits=5, verbose_name='usual rate, %')),
                    ('includes_tax', models.BooleanField(default=True, help_text='Switched off, the tax is added to the listed price.', verbose_name='prices contain it')),
                    ('keeps_gross', models.BooleanField(default=False, help_text='For prices that contain tax: at another rate the listed price is paid all the same. Switched off, the price without tax stays, and the other rate is added to it.', verbose_name='what is paid stays the same')),
                    ('home', django_countries.fields.CountryField(blank=True, help_text='For admission to an event, usually the country it is held in. Reverse charge never applies to buyers from there; who has not said their country is taxed as they are.', max_length=2, verbose_name='where the tax is due')),
                    ('text', models.CharField(blank=True, help_text='At the usual rate; for most rules there is none.', max_length=300, verbose_name='sentence on the invoice')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='tax.taxrule')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='TaxRateEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('area', models.CharField(blank=True, help_text='Two capitals, or EU for its 27 states; empty is anywhere.', max_length=2, validators=[foundation.billing.tax.models.validate_area], verbose_name='country or area of the buyer')),
                    ('buyer', models.CharField(choices=[('any', 'Everybody'), ('business', 'Businesses'), ('private', 'Private persons')], default='any', max_length=8, verbose_name='for')),
                    ('treatment', models.CharField(choices=[('standard', 'Taxed'), ('reverse_charge', 'Reverse charge: the buyer owes the tax'), ('exempt', 'Exempt'), ('outside', 'Not taxed here')], default='standard', max_length=14, verbose_name='treatment')),
                    ('rate', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='rate, %')),
                    ('since', models.DateField(blank=True, help_text='Empty: it has always been so.', null=True, verbose_name='from the day')),
                    ('text', models.CharField(blank=True, max_length=300, verbose_name='sentence on the invoice')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='tax.taxrate')),
                    ('rule', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='tax.taxrule')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='taxrate',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tax_taxrateevent" ("area", "buyer", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "rule_id", "since", "text", "treatment") VALUES (NEW."area", NEW."buyer", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rate", NEW."rule_id", NEW."since", NEW."text", NEW."treatment"); RETURN NULL;', hash='9e04351c1f7ecbb62fcf0ee46cfc5687f1b74d84', operation='INSERT', pgid='pgtrigger_insert_insert_17e0e', table='tax_taxrate', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='taxrate',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tax_taxrateevent" ("area", "buyer", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "rule_id", "since", "text", "treatment") VALUES (NEW."area", NEW."buyer", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rate", NEW."rule_id", NEW."since", NEW."text", NEW."treatment"); RETURN NULL;', hash='f2e68739a30cebc2620fcb6320ded7bded07d7e1', operation='UPDATE', pgid='pgtrigger_update_update_c9365', table='tax_taxrate', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='taxrate',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tax_taxrateevent" ("area", "buyer", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "rule_id", "since", "text", "treatment") VALUES (OLD."area", OLD."buyer", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rate", OLD."rule_id", OLD."since", OLD."text", OLD."treatment"); RETURN NULL;', hash='7e3721e1a8c57484da2addeda2f664ced80c5960', operation='DELETE', pgid='pgtrigger_delete_delete_76211', table='tax_taxrate', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='taxrateevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='36eb970975ebac3e47f1711bc3b8523f83bfc9e4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_edcf5', table='tax_taxrateevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='taxrule',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tax_taxruleevent" ("home", "id", "includes_tax", "keeps_gross", "label", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "text") VALUES (NEW."home", NEW."id", NEW."includes_tax", NEW."keeps_gross", NEW."label", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rate", NEW."text"); RETURN NULL;', hash='cb0f72b47fdeb988a7b46bc6311a54fce8345e5c', operation='INSERT', pgid='pgtrigger_insert_insert_1a024', table='tax_taxrule', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='taxrule',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "tax_taxruleevent" ("home", "id", "includes_tax", "keeps_gross", "label", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "text") VALUES (NEW."home", NEW."id", NEW."includes_tax", NEW."keeps_gross", NEW."label", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rate", NEW."text"); RETURN NULL;', hash='8588f8696999d83e7fad7b58810296adc1746057', operation='UPDATE', pgid='pgtrigger_update_update_aee26', table='tax_taxrule', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='taxrule',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "tax_taxruleevent" ("home", "id", "includes_tax", "keeps_gross", "label", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "text") VALUES (OLD."home", OLD."id", OLD."includes_tax", OLD."keeps_gross", OLD."label", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rate", OLD."text"); RETURN NULL;', hash='9462fdcdaf46eec3022ba60c41a9213087887468', operation='DELETE', pgid='pgtrigger_delete_delete_f3963', table='tax_taxrule', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='taxruleevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='27d4b15bda23a3fa7bf6c5b971c09e120aa377fa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_741e6', table='tax_taxruleevent', when='BEFORE')),
            )],
        ),
    ]
