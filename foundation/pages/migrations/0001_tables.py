import django.db.models.deletion
import foundation.base.clock
import foundation.base.operations
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # A database that has had all of these has these tables.
    replaces = [
        ('pages', '0001_initial'),
        ('pages', '0002_milestones_and_fingerprints'),
    ]

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Milestone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('happened', models.CharField(help_text='As exactly as it is known: 2012, 2012-09 or 2012-09-19.', max_length=10, verbose_name='when')),
                    ('title', models.CharField(max_length=120, unique=True, verbose_name='what happened')),
                    ('text', models.CharField(blank=True, max_length=300, verbose_name='in a sentence')),
                    ('source', models.CharField(max_length=200, verbose_name='source')),
                ],
                options={
                    'verbose_name': 'milestone',
                    'verbose_name_plural': 'milestones',
                    'ordering': ['happened', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('happened__regex', '^\\d{4}(-\\d\\d(-\\d\\d)?)?$')), name='milestone_is_dated', violation_error_message='Write 2012, 2012-09 or 2012-09-19.')],
                },
            ),
                migrations.CreateModel(
                name='MilestoneEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('happened', models.CharField(help_text='As exactly as it is known: 2012, 2012-09 or 2012-09-19.', max_length=10, verbose_name='when')),
                    ('title', models.CharField(max_length=120, verbose_name='what happened')),
                    ('text', models.CharField(blank=True, max_length=300, verbose_name='in a sentence')),
                    ('source', models.CharField(max_length=200, verbose_name='source')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pages.milestone')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='ContactMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('topic', models.CharField(choices=[('general', 'Something else'), ('membership', 'Membership'), ('sponsorship', 'Sponsoring an event'), ('events', 'Events and registration'), ('hosting', 'Hosting a project'), ('press', 'Press')], default='general', max_length=11, verbose_name='about')),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('organization', models.CharField(blank=True, max_length=150, verbose_name='organisation')),
                    ('message', models.TextField(max_length=4000, verbose_name='message')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='written at')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                    ('fingerprint', models.CharField(editable=False, help_text='Names the form and what it said: a second click does not write it twice.', max_length=64, null=True, unique=True)),
                ],
                options={
                    'verbose_name': 'contact message',
                    'verbose_name_plural': 'contact messages',
                    'ordering': ['-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('topic__in', ['general', 'membership', 'sponsorship', 'events', 'hosting', 'press'])), name='contact_topic_known')],
                },
            ),
                migrations.CreateModel(
                name='ContactMessageEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('topic', models.CharField(choices=[('general', 'Something else'), ('membership', 'Membership'), ('sponsorship', 'Sponsoring an event'), ('events', 'Events and registration'), ('hosting', 'Hosting a project'), ('press', 'Press')], default='general', max_length=11, verbose_name='about')),
                    ('name', models.CharField(max_length=150, verbose_name='full name')),
                    ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                    ('organization', models.CharField(blank=True, max_length=150, verbose_name='organisation')),
                    ('message', models.TextField(max_length=4000, verbose_name='message')),
                    ('created_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='written at')),
                    ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered at')),
                    ('fingerprint', models.CharField(editable=False, help_text='Names the form and what it said: a second click does not write it twice.', max_length=64, null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pages.contactmessage')),
                ],
                options={
                    'abstract': False,
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='contactmessage',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pages_contactmessageevent" ("answered_at", "created_at", "email", "fingerprint", "id", "message", "name", "organization", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (NEW."answered_at", NEW."created_at", NEW."email", NEW."fingerprint", NEW."id", NEW."message", NEW."name", NEW."organization", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."topic"); RETURN NULL;', hash='655d2e10984cdeaaac042eca38ec00099a9ac230', operation='INSERT', pgid='pgtrigger_insert_insert_8b9df', table='pages_contactmessage', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='contactmessage',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pages_contactmessageevent" ("answered_at", "created_at", "email", "fingerprint", "id", "message", "name", "organization", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (NEW."answered_at", NEW."created_at", NEW."email", NEW."fingerprint", NEW."id", NEW."message", NEW."name", NEW."organization", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."topic"); RETURN NULL;', hash='7636323ae8bf6012bd0e4382d3a846783cd5b33d', operation='UPDATE', pgid='pgtrigger_update_update_dd700', table='pages_contactmessage', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='contactmessage',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pages_contactmessageevent" ("answered_at", "created_at", "email", "fingerprint", "id", "message", "name", "organization", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "topic") VALUES (OLD."answered_at", OLD."created_at", OLD."email", OLD."fingerprint", OLD."id", OLD."message", OLD."name", OLD."organization", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."topic"); RETURN NULL;', hash='3bbf9edafa3ea861948a9450f077dbc5e0f805e6', operation='DELETE', pgid='pgtrigger_delete_delete_4670a', table='pages_contactmessage', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='contactmessageevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='539f8f0b7456b1e40f6443a730f95e50a03ec630', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_01555', table='pages_contactmessageevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='milestone',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pages_milestoneevent" ("happened", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text", "title") VALUES (NEW."happened", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."text", NEW."title"); RETURN NULL;', hash='5d8b814d6c0c35af3aa91752bf64245ffb00848a', operation='INSERT', pgid='pgtrigger_insert_insert_00bb8', table='pages_milestone', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='milestone',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "pages_milestoneevent" ("happened", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text", "title") VALUES (NEW."happened", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."text", NEW."title"); RETURN NULL;', hash='393a58b329528c298cb2b59325d35215299c667a', operation='UPDATE', pgid='pgtrigger_update_update_9754c', table='pages_milestone', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='milestone',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "pages_milestoneevent" ("happened", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "text", "title") VALUES (OLD."happened", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."text", OLD."title"); RETURN NULL;', hash='500903d72f47b7351b375adb07eb80705f21dc84', operation='DELETE', pgid='pgtrigger_delete_delete_bb238', table='pages_milestone', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='milestoneevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='aec01e51c9cac7ef793e1ca0664e1efac894d982', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a0111', table='pages_milestoneevent', when='BEFORE')),
            )],
        ),
    ]
