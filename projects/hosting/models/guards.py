"""What one row cannot know: rules between projects, reviews and decisions, kept by triggers."""

# What the board can decide about, and when (domain 5). The project is locked first, as the services
# do: a decision and a withdrawal at once wait in line.
DECISION_POSSIBLE = """
SELECT * INTO hosted FROM projects_project WHERE id = NEW.project_id FOR UPDATE;
IF NEW.subject <> 'licence' AND hosted.stage <> 'pilot' THEN
    RAISE EXCEPTION 'Only a pilot is decided about.' USING ERRCODE = 'check_violation';
END IF;
IF NEW.subject = 'confirmation' THEN
    SELECT * INTO asked FROM hosting_review WHERE id = NEW.review_id FOR UPDATE;
    IF asked.project_id <> NEW.project_id OR asked.state <> 'public' THEN
        RAISE EXCEPTION 'A review is decided about while it is in public.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.decided_on <= asked.comments_until THEN
        RAISE EXCEPTION 'Other projects may still comment on that day.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.is_carried AND (
        NOT EXISTS (SELECT 1 FROM hosting_finding WHERE review_id = asked.id)
        OR EXISTS (SELECT 1 FROM hosting_finding WHERE review_id = asked.id AND verdict = '')
    ) THEN
        RAISE EXCEPTION 'Every criterion is assessed before a project is confirmed.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.is_carried AND hosted.licence <> 'Apache-2.0' AND NOT EXISTS (
        SELECT 1 FROM hosting_boarddecision
        WHERE project_id = hosted.id AND subject = 'licence' AND is_carried
        AND licence = hosted.licence
    ) THEN
        RAISE EXCEPTION 'The board has not accepted this licence.'
            USING ERRCODE = 'check_violation';
    END IF;
END IF;
RETURN NEW;
"""

# A review ends as the board decided, and what has ended stays as it ended.
REVIEW_ENDS_AS_DECIDED = """
IF OLD.state IN ('confirmed', 'declined', 'withdrawn') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'This review has ended.' USING ERRCODE = 'check_violation';
END IF;
IF NEW.state IN ('confirmed', 'declined') AND NOT EXISTS (
    SELECT 1 FROM hosting_boarddecision
    WHERE review_id = NEW.id AND is_carried = (NEW.state = 'confirmed')
) THEN
    RAISE EXCEPTION 'The board has not decided so.' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# What was written for everybody to read stays as it was read: evidence from the day the review is in
# public, and the assessment from its end.
FINDING_STAYS = """
SELECT state INTO stand FROM hosting_review WHERE id = OLD.review_id;
IF stand IN ('confirmed', 'declined', 'withdrawn')
   OR (stand = 'public' AND NEW.evidence IS DISTINCT FROM OLD.evidence) THEN
    RAISE EXCEPTION 'This was in public: it stays as it was read.'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# People of other projects comment, while the review is in public.
COMMENT_POSSIBLE = """
SELECT * INTO asked FROM hosting_review WHERE id = NEW.review_id FOR SHARE;
IF asked.state <> 'public' THEN
    RAISE EXCEPTION 'This review takes no comments now.' USING ERRCODE = 'check_violation';
END IF;
IF asked.project_id = NEW.project_id THEN
    RAISE EXCEPTION 'People of other projects comment.' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# Both sides write while the enquiry is alive.
MESSAGE_POSSIBLE = """
SELECT state INTO stand FROM hosting_enquiry WHERE id = NEW.enquiry_id FOR SHARE;
IF stand IN ('declined', 'withdrawn') THEN
    RAISE EXCEPTION 'This enquiry has ended.' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# A message stays as it was read. Erasing a person takes the words out, and nothing else.
MESSAGE_STAYS = """
IF NEW.text <> 'Erased' OR to_jsonb(NEW) - 'text' <> to_jsonb(OLD) - 'text' THEN
    RAISE EXCEPTION 'A message stays as it was written.' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# Since when an enquiry waits for our answer: from their first word until we say one.
MESSAGE_COUNTS = """
UPDATE hosting_enquiry
SET waits_since = CASE WHEN NEW.is_ours THEN NULL ELSE coalesce(waits_since, NEW.written_at) END
WHERE id = NEW.enquiry_id;
RETURN NULL;
"""
