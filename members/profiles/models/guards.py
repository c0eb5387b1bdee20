"""What one row cannot know about the decision of a request, kept by a trigger."""

# A request is decided once, by the body that has to, and granted when its days in public are over
# (domain 1, Joining). The request is locked: two decisions wait in line.
DECISION_POSSIBLE = """
SELECT * INTO decided FROM profiles_tierrequest WHERE id = NEW.request_id FOR UPDATE;
IF decided.state <> 'submitted' THEN
    RAISE EXCEPTION 'This request does not wait for a decision.'
        USING ERRCODE = 'check_violation';
END IF;
IF NEW.body <> decided.body THEN
    RAISE EXCEPTION 'Another body decides about this request.'
        USING ERRCODE = 'check_violation';
END IF;
IF NEW.outcome = 'approved' AND decided.public_days > 0 AND (
    decided.published_on IS NULL OR NEW.decided_on < decided.published_on + decided.public_days
) THEN
    RAISE EXCEPTION 'It is not granted before its days in public are over.'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
