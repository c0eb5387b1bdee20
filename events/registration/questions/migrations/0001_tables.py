import django.contrib.postgres.fields
import django.db.models.deletion
import events.registration.questions.models.questions
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
        ('questions', '0001_questions'),
    ]

    dependencies = [
        ('events', '0001_tables'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('registration', '0001_tables'),
    ]

    operations = [
        foundation.base.operations.CreateTogether(
            operations=[
                migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('scope', models.CharField(choices=[('order', 'Once per order'), ('ticket', 'For each attendee')], default='ticket', max_length=6, verbose_name='asked')),
                    ('kind', models.CharField(choices=[('text', 'Text in a line'), ('long', 'Long text'), ('number', 'Number'), ('yes_no', 'Yes or no'), ('choice', 'One of several'), ('choices', 'Any of several'), ('country', 'Country'), ('date', 'Date'), ('file', 'File')], default='text', max_length=7, verbose_name='kind')),
                    ('text', models.CharField(max_length=200, verbose_name='question')),
                    ('hint', models.CharField(blank=True, help_text='And who sees the answer.', max_length=300, verbose_name='why we ask')),
                    ('is_required', models.BooleanField(default=False, verbose_name='must be answered')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('shown_value', models.CharField(blank=True, editable=False, help_text='The answer of that question which asks this one, as its form sends it.', max_length=20)),
                    ('is_private', models.BooleanField(default=False, help_text='Staff answer it; buyers and attendees never see it.', verbose_name='for staff only')),
                    ('is_personal', models.BooleanField(default=True, help_text='Not copied to other attendees, and cleared when a ticket is passed on.', verbose_name='about the person')),
                    ('is_active', models.BooleanField(default=True, verbose_name='asked now')),
                    ('at_least', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='smallest number')),
                    ('at_most', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='largest number')),
                    ('most_letters', models.PositiveIntegerField(blank=True, help_text='Of a text. Empty: 200 in a line, 2,000 in a long text.', null=True, verbose_name='most characters')),
                    ('most_megabytes', models.PositiveSmallIntegerField(default=5, verbose_name='largest file, MB')),
                    ('file_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pdf', 'PDF'), ('png', 'PNG'), ('jpeg', 'JPEG')], max_length=4), default=events.registration.questions.models.questions.only_pdf, verbose_name='files taken')),
                    ('depends_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dependents', to='questions.question', verbose_name='asked when')),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='events.event')),
                    ('ticket_types', models.ManyToManyField(blank=True, help_text='Empty: asked with every ticket.', related_name='questions', to='registration.tickettype')),
                ],
                options={
                    'verbose_name': 'question',
                    'verbose_name_plural': 'questions',
                    'ordering': ['event', 'position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('event', 'text'), name='question_asked_once', violation_error_message='This event asks that already.'), models.CheckConstraint(condition=models.Q(('scope__in', ['order', 'ticket']), ('kind__in', ['text', 'long', 'number', 'yes_no', 'choice', 'choices', 'country', 'date', 'file'])), name='question_scope_and_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('depends_on__isnull', True), ('shown_value', '')), models.Q(('depends_on__isnull', False), models.Q(('shown_value', ''), _negated=True)), _connector='OR'), name='question_condition_is_whole', violation_error_message='Name the question and the answer that ask this one.'), models.CheckConstraint(condition=models.Q(('is_private', False), ('is_required', False), _connector='OR'), name='question_for_staff_is_optional', violation_error_message='A question for staff only cannot be required of a buyer.'), models.CheckConstraint(condition=models.Q(('at_least__isnull', True), ('at_most__isnull', True), ('at_most__gte', models.F('at_least')), _connector='OR'), name='question_numbers_in_order', violation_error_message='The largest number is below the smallest.'), models.CheckConstraint(condition=models.Q(('most_letters__isnull', True), models.Q(('most_letters__gte', 1), ('most_letters__lte', 5000)), _connector='OR'), name='question_letters_possible', violation_error_message='Allow from 1 to 5,000 characters.'), models.CheckConstraint(condition=models.Q(('most_megabytes__gte', 1), ('most_megabytes__lte', 20)), name='question_file_size_possible', violation_error_message='Allow files of 1 to 20 MB.'), models.CheckConstraint(condition=models.Q(('file_kinds__contained_by', ['pdf', 'png', 'jpeg']), models.Q(('file_kinds', []), _negated=True)), name='question_files_known', violation_error_message='Choose which files are taken.')],
                },
            ),
                migrations.CreateModel(
                name='Option',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=150, verbose_name='answer')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('is_active', models.BooleanField(default=True, verbose_name='offered')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='questions.question')),
                ],
                options={
                    'verbose_name': 'option',
                    'verbose_name_plural': 'options',
                    'ordering': ['question', 'position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('question', 'text'), name='option_once_per_question', violation_error_message='This question has that option already.')],
                },
            ),
                migrations.CreateModel(
                name='Answer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.JSONField(verbose_name='value')),
                    ('words', models.TextField(verbose_name='answer')),
                    ('answered_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='answered at')),
                    ('order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='registration.order')),
                    ('ticket', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='registration.ticket')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='questions.question')),
                ],
                options={
                    'verbose_name': 'answer',
                    'verbose_name_plural': 'answers',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('order__isnull', False), ('ticket__isnull', True)), models.Q(('order__isnull', True), ('ticket__isnull', False)), _connector='OR'), name='answer_of_an_order_or_a_ticket'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='answer_says_something'), models.UniqueConstraint(fields=('question', 'order'), name='answer_once_per_order'), models.UniqueConstraint(fields=('question', 'ticket'), name='answer_once_per_ticket')],
                },
            ),
                migrations.CreateModel(
                name='OptionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('text', models.CharField(max_length=150, verbose_name='answer')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('is_active', models.BooleanField(default=True, verbose_name='offered')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='questions.option')),
                    ('question', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='questions.question')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='AnswerEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('value', models.JSONField(verbose_name='value')),
                    ('words', models.TextField(verbose_name='answer')),
                    ('answered_at', models.DateTimeField(default=foundation.base.clock.now, editable=False, verbose_name='answered at')),
                    ('order', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registration.order')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='questions.answer')),
                    ('ticket', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registration.ticket')),
                    ('question', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='questions.question')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='QuestionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('scope', models.CharField(choices=[('order', 'Once per order'), ('ticket', 'For each attendee')], default='ticket', max_length=6, verbose_name='asked')),
                    ('kind', models.CharField(choices=[('text', 'Text in a line'), ('long', 'Long text'), ('number', 'Number'), ('yes_no', 'Yes or no'), ('choice', 'One of several'), ('choices', 'Any of several'), ('country', 'Country'), ('date', 'Date'), ('file', 'File')], default='text', max_length=7, verbose_name='kind')),
                    ('text', models.CharField(max_length=200, verbose_name='question')),
                    ('hint', models.CharField(blank=True, help_text='And who sees the answer.', max_length=300, verbose_name='why we ask')),
                    ('is_required', models.BooleanField(default=False, verbose_name='must be answered')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                    ('shown_value', models.CharField(blank=True, editable=False, help_text='The answer of that question which asks this one, as its form sends it.', max_length=20)),
                    ('is_private', models.BooleanField(default=False, help_text='Staff answer it; buyers and attendees never see it.', verbose_name='for staff only')),
                    ('is_personal', models.BooleanField(default=True, help_text='Not copied to other attendees, and cleared when a ticket is passed on.', verbose_name='about the person')),
                    ('is_active', models.BooleanField(default=True, verbose_name='asked now')),
                    ('at_least', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='smallest number')),
                    ('at_most', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='largest number')),
                    ('most_letters', models.PositiveIntegerField(blank=True, help_text='Of a text. Empty: 200 in a line, 2,000 in a long text.', null=True, verbose_name='most characters')),
                    ('most_megabytes', models.PositiveSmallIntegerField(default=5, verbose_name='largest file, MB')),
                    ('file_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pdf', 'PDF'), ('png', 'PNG'), ('jpeg', 'JPEG')], max_length=4), default=events.registration.questions.models.questions.only_pdf, verbose_name='files taken')),
                    ('depends_on', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='questions.question', verbose_name='asked when')),
                    ('event', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='questions.question')),
                ],
                options={
                    'abstract': False,
                },
            ),
                migrations.CreateModel(
                name='AnswerFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=foundation.base.tokens.secret, editable=False, max_length=32, unique=True)),
                    ('name', models.CharField(max_length=100, verbose_name='file name')),
                    ('content_type', models.CharField(max_length=40, verbose_name='content type')),
                    ('size', models.PositiveIntegerField(verbose_name='bytes')),
                    ('content', models.BinaryField(verbose_name='content')),
                    ('answer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='file', to='questions.answer')),
                ],
                options={
                    'verbose_name': 'file',
                    'verbose_name_plural': 'files',
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='answer_file_is_not_empty')],
                },
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='answer',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "questions_answerevent" ("answered_at", "id", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "ticket_id", "value", "words") VALUES (NEW."answered_at", NEW."id", NEW."order_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question_id", NEW."ticket_id", NEW."value", NEW."words"); RETURN NULL;', hash='80dfd997b4cdace7448d19acf103ff02b57814cc', operation='INSERT', pgid='pgtrigger_insert_insert_f7eca', table='questions_answer', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='answer',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "questions_answerevent" ("answered_at", "id", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "ticket_id", "value", "words") VALUES (NEW."answered_at", NEW."id", NEW."order_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question_id", NEW."ticket_id", NEW."value", NEW."words"); RETURN NULL;', hash='3b627877cb4361bf82eded615cb4748d2150bfea', operation='UPDATE', pgid='pgtrigger_update_update_786a2', table='questions_answer', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='answer',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "questions_answerevent" ("answered_at", "id", "order_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question_id", "ticket_id", "value", "words") VALUES (OLD."answered_at", OLD."id", OLD."order_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."question_id", OLD."ticket_id", OLD."value", OLD."words"); RETURN NULL;', hash='af273125ad1faf5ec2c19591712dd8e38753dc6a', operation='DELETE', pgid='pgtrigger_delete_delete_9e27b', table='questions_answer', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='answerevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fab9dd8b0daf5b4b794e52a16f1a47b92690e31a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_296bc', table='questions_answerevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='option',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "questions_optionevent" ("id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_id", "text") VALUES (NEW."id", NEW."is_active", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."question_id", NEW."text"); RETURN NULL;', hash='1c2ec4fa03d46d7b4b22c9a788d00e8746187b24', operation='INSERT', pgid='pgtrigger_insert_insert_db4e5', table='questions_option', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='option',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "questions_optionevent" ("id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_id", "text") VALUES (NEW."id", NEW."is_active", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."question_id", NEW."text"); RETURN NULL;', hash='14344f6e727e73adbe7dfd6f6a50d5e13494b016', operation='UPDATE', pgid='pgtrigger_update_update_3f68d', table='questions_option', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='option',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "questions_optionevent" ("id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_id", "text") VALUES (OLD."id", OLD."is_active", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."question_id", OLD."text"); RETURN NULL;', hash='909810273d000c7e3e55077a23b98c2d6a94ff4b', operation='DELETE', pgid='pgtrigger_delete_delete_bbf02', table='questions_option', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='optionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a1e12ac1521850e8a4759a1e5f70b37735842966', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e35b', table='questions_optionevent', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='question',
                trigger=pgtrigger.compiler.Trigger(name='question_condition_possible', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE deciding questions_question%ROWTYPE;', func="\nIF TG_OP = 'UPDATE' THEN\n    IF (NEW.event_id, NEW.scope, NEW.kind) IS DISTINCT FROM (OLD.event_id, OLD.scope, OLD.kind)\n    AND (EXISTS (SELECT 1 FROM questions_answer WHERE question_id = NEW.id)\n         OR EXISTS (SELECT 1 FROM questions_question WHERE depends_on_id = NEW.id)) THEN\n        RAISE EXCEPTION 'It is answered, or decides about another question: event, scope and kind stay.'\n            USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.is_private AND NOT OLD.is_private\n    AND EXISTS (SELECT 1 FROM questions_question WHERE depends_on_id = NEW.id AND NOT is_private)\n    THEN\n        RAISE EXCEPTION 'It decides about a question to buyers, so they must see it.'\n            USING ERRCODE = 'check_violation';\n    END IF;\nEND IF;\nIF NEW.depends_on_id IS NULL THEN\n    RETURN NEW;\nEND IF;\nPERFORM 1 FROM events_event WHERE id = NEW.event_id FOR NO KEY UPDATE;\nSELECT * INTO deciding FROM questions_question WHERE id = NEW.depends_on_id;\nIF deciding.event_id <> NEW.event_id\nOR (deciding.scope <> NEW.scope AND deciding.scope <> 'order')\nOR (deciding.is_private AND NOT NEW.is_private)\nOR deciding.kind NOT IN ('yes_no', 'choice', 'choices', 'country') THEN\n    RAISE EXCEPTION 'That question cannot decide about this one.'\n        USING ERRCODE = 'check_violation';\nEND IF;\nIF EXISTS (\n    WITH RECURSIVE above(id) AS (\n        SELECT NEW.depends_on_id\n        UNION\n        SELECT q.depends_on_id FROM questions_question q JOIN above ON q.id = above.id\n        WHERE q.depends_on_id IS NOT NULL\n    )\n    SELECT 1 FROM above WHERE id = NEW.id\n) THEN\n    RAISE EXCEPTION 'These questions would wait for each other.'\n        USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NEW;\n", hash='b9a6dd09b2f12273b033b5ca4b0ba5f3fb35ca21', operation='INSERT OR UPDATE', pgid='pgtrigger_question_condition_possible_98e03', table='questions_question', when='BEFORE')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='question',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "questions_questionevent" ("at_least", "at_most", "depends_on_id", "event_id", "file_kinds", "hint", "id", "is_active", "is_personal", "is_private", "is_required", "kind", "most_letters", "most_megabytes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scope", "shown_value", "text") VALUES (NEW."at_least", NEW."at_most", NEW."depends_on_id", NEW."event_id", NEW."file_kinds", NEW."hint", NEW."id", NEW."is_active", NEW."is_personal", NEW."is_private", NEW."is_required", NEW."kind", NEW."most_letters", NEW."most_megabytes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."scope", NEW."shown_value", NEW."text"); RETURN NULL;', hash='b62f41c5600a89d8da733d3fa8add5d0d0fe5a58', operation='INSERT', pgid='pgtrigger_insert_insert_7657d', table='questions_question', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='question',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "questions_questionevent" ("at_least", "at_most", "depends_on_id", "event_id", "file_kinds", "hint", "id", "is_active", "is_personal", "is_private", "is_required", "kind", "most_letters", "most_megabytes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scope", "shown_value", "text") VALUES (NEW."at_least", NEW."at_most", NEW."depends_on_id", NEW."event_id", NEW."file_kinds", NEW."hint", NEW."id", NEW."is_active", NEW."is_personal", NEW."is_private", NEW."is_required", NEW."kind", NEW."most_letters", NEW."most_megabytes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."scope", NEW."shown_value", NEW."text"); RETURN NULL;', hash='94f3e511ec0f22f5edeec0448ebe4cf2bf944439', operation='UPDATE', pgid='pgtrigger_update_update_3a885', table='questions_question', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='question',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "questions_questionevent" ("at_least", "at_most", "depends_on_id", "event_id", "file_kinds", "hint", "id", "is_active", "is_personal", "is_private", "is_required", "kind", "most_letters", "most_megabytes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "scope", "shown_value", "text") VALUES (OLD."at_least", OLD."at_most", OLD."depends_on_id", OLD."event_id", OLD."file_kinds", OLD."hint", OLD."id", OLD."is_active", OLD."is_personal", OLD."is_private", OLD."is_required", OLD."kind", OLD."most_letters", OLD."most_megabytes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."scope", OLD."shown_value", OLD."text"); RETURN NULL;', hash='e2a6334075716a57ad83859a2cd363d9a73e7735', operation='DELETE', pgid='pgtrigger_delete_delete_bd970', table='questions_question', when='AFTER')),
            ),
                pgtrigger.migrations.AddTrigger(
                model_name='questionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='457274f2ea249cd304fd1eafe22cfd7639313d3a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aef0c', table='questions_questionevent', when='BEFORE')),
            )],
        ),
    ]
