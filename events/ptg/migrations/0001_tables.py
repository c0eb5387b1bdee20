import django.core.validators
import django.db.models.deletion
import foundation.base.operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('ptg', '0001_initial'),
    ]

    dependencies = [
        ('events', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Team',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, verbose_name='team')),
                    ('track', models.CharField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+$', 'Use lower-case letters, digits and dashes: it is typed in chat.')], verbose_name='track')),
                    ('group', models.CharField(blank=True, max_length=60, verbose_name='group')),
                    ('lead', models.CharField(blank=True, max_length=150, verbose_name='lead')),
                    ('service', models.CharField(blank=True, max_length=160, verbose_name='what it works on')),
                    ('irc_channel', models.CharField(blank=True, max_length=60, verbose_name='IRC channel')),
                    ('etherpad', models.URLField(blank=True, verbose_name='note pad')),
                    ('meeting_url', models.URLField(blank=True, verbose_name='meeting')),
                    ('colour', models.CharField(blank=True, max_length=7, verbose_name='colour')),
                    ('slots_note', models.CharField(blank=True, max_length=200, verbose_name='slots')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='events.event')),
                ],
                options={
                    'verbose_name': 'team',
                    'verbose_name_plural': 'teams',
                    'ordering': ['event', 'group', 'name'],
                    'constraints': [models.UniqueConstraint(fields=('event', 'track'), name='team_track_once_per_event', violation_error_message='Another team of this event has that track.'), models.CheckConstraint(condition=models.Q(('track__regex', '^[a-z0-9-]+$')), name='team_track_is_a_word')],
                },
            ),
                migrations.CreateModel(
                name='TeamEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=120, verbose_name='team')),
                    ('track', models.CharField(max_length=60, validators=[django.core.validators.RegexValidator('^[a-z0-9-]+$', 'Use lower-case letters, digits and dashes: it is typed in chat.')], verbose_name='track')),
                    ('group', models.CharField(blank=True, max_length=60, verbose_name='group')),
                    ('lead', models.CharField(blank=True, max_length=150, verbose_name='lead')),
                    ('service', models.CharField(blank=True, max_length=160, verbose_name='what it works on')),
                    ('irc_channel', models.CharField(blank=True, max_length=60, verbose_name='IRC channel')),
                    ('etherpad', models.URLField(blank=True, verbose_name='note pad')),
                    ('meeting_url', models.URLField(blank=True, verbose_name='meeting')),
                    ('colour', models.CharField(blank=True, max_length=7, verbose_name='colour')),
                    ('slots_note', models.CharField(blank=True, max_length=200, verbose_name='slots')),
                    ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ptg.team')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='team',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ptg_teamevent" ("colour", "etherpad", "event_id", "group", "id", "irc_channel", "lead", "meeting_url", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service", "slots_note", "track") VALUES (NEW."colour", NEW."etherpad", NEW."event_id", NEW."group", NEW."id", NEW."irc_channel", NEW."lead", NEW."meeting_url", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."service", NEW."slots_note", NEW."track"); RETURN NULL;', hash='c77dae15303fafbf0ccb39ec3bdd2d2b988c8742', operation='INSERT', pgid='pgtrigger_insert_insert_c0fa0', table='ptg_team', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='team',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ptg_teamevent" ("colour", "etherpad", "event_id", "group", "id", "irc_channel", "lead", "meeting_url", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service", "slots_note", "track") VALUES (NEW."colour", NEW."etherpad", NEW."event_id", NEW."group", NEW."id", NEW."irc_channel", NEW."lead", NEW."meeting_url", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."service", NEW."slots_note", NEW."track"); RETURN NULL;', hash='51db5e4835bb0b41b675b2d124a5d7ce1ae9c81c', operation='UPDATE', pgid='pgtrigger_update_update_dbd98', table='ptg_team', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='team',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ptg_teamevent" ("colour", "etherpad", "event_id", "group", "id", "irc_channel", "lead", "meeting_url", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service", "slots_note", "track") VALUES (OLD."colour", OLD."etherpad", OLD."event_id", OLD."group", OLD."id", OLD."irc_channel", OLD."lead", OLD."meeting_url", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."service", OLD."slots_note", OLD."track"); RETURN NULL;', hash='d40f9d1ce32aa734c300f9c515ec07b1ad3dbf80', operation='DELETE', pgid='pgtrigger_delete_delete_b8688', table='ptg_team', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='teamevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7b7559f43c55271df203a079073cd7be356d17ae', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cc6ce', table='ptg_teamevent', when='BEFORE')),
            )],
        ),
    ]
