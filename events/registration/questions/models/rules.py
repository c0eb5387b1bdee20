"""What one row cannot know: rules between questions, kept by a trigger in the database."""

# A question hangs on one of the same event that decides, of its own scope or of the order, and no
# chain comes back to where it began. The event is locked, so that two changes at once cannot close
# a circle together. What has been answered keeps its kind.
GUARD = """
IF TG_OP = 'UPDATE' THEN
    IF (NEW.event_id, NEW.scope, NEW.kind) IS DISTINCT FROM (OLD.event_id, OLD.scope, OLD.kind)
    AND (EXISTS (SELECT 1 FROM questions_answer WHERE question_id = NEW.id)
         OR EXISTS (SELECT 1 FROM questions_question WHERE depends_on_id = NEW.id)) THEN
        RAISE EXCEPTION 'It is answered, or decides about another question: event, scope and kind stay.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.is_private AND NOT OLD.is_private
    AND EXISTS (SELECT 1 FROM questions_question WHERE depends_on_id = NEW.id AND NOT is_private)
    THEN
        RAISE EXCEPTION 'It decides about a question to buyers, so they must see it.'
            USING ERRCODE = 'check_violation';
    END IF;
END IF;
IF NEW.depends_on_id IS NULL THEN
    RETURN NEW;
END IF;
PERFORM 1 FROM events_event WHERE id = NEW.event_id FOR NO KEY UPDATE;
SELECT * INTO deciding FROM questions_question WHERE id = NEW.depends_on_id;
IF deciding.event_id <> NEW.event_id
OR (deciding.scope <> NEW.scope AND deciding.scope <> 'order')
OR (deciding.is_private AND NOT NEW.is_private)
OR deciding.kind NOT IN ('yes_no', 'choice', 'choices', 'country') THEN
    RAISE EXCEPTION 'That question cannot decide about this one.'
        USING ERRCODE = 'check_violation';
END IF;
IF EXISTS (
    WITH RECURSIVE above(id) AS (
        SELECT NEW.depends_on_id
        UNION
        SELECT q.depends_on_id FROM questions_question q JOIN above ON q.id = above.id
        WHERE q.depends_on_id IS NOT NULL
    )
    SELECT 1 FROM above WHERE id = NEW.id
) THEN
    RAISE EXCEPTION 'These questions would wait for each other.'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
