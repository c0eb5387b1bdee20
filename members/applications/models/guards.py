"""What one row cannot know: rules between applications, decisions and texts, kept by triggers."""

# The text that somebody agreed to stays as it was read (domain 1, agreement with its version).
AGREED_TEXT_STAYS = """
IF (NEW.kind, NEW.version, NEW.in_force_on, NEW.title, NEW.text)
   IS DISTINCT FROM (OLD.kind, OLD.version, OLD.in_force_on, OLD.title, OLD.text)
AND EXISTS (
    SELECT 1 FROM applications_application
    WHERE agreement_id = OLD.id OR conduct_id = OLD.id
) THEN
    RAISE EXCEPTION 'Somebody has agreed to this text: write a new version of it.'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# A decision is made by the body that has to, not before the days in public are over, and nothing
# follows an approval (domain 1, Joining). The application is locked: two decisions wait in line.
DECISION_POSSIBLE = """
SELECT * INTO decided FROM applications_application WHERE id = NEW.application_id FOR UPDATE;
IF EXISTS (
    SELECT 1 FROM applications_decision
    WHERE application_id = NEW.application_id AND outcome = 'approved'
) THEN
    RAISE EXCEPTION 'It has been approved: no decision follows an approval.'
        USING ERRCODE = 'check_violation';
END IF;
IF NEW.body <> decided.decided_by THEN
    RAISE EXCEPTION 'Another body decides about this application.'
        USING ERRCODE = 'check_violation';
END IF;
IF NEW.outcome = 'approved' AND decided.public_days > 0 AND (
    decided.published_on IS NULL OR NEW.decided_on < decided.published_on + decided.public_days
) THEN
    RAISE EXCEPTION 'It is not approved before its days in public are over.'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""
