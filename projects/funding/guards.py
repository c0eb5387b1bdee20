"""What one row cannot know about funds, kept by triggers (domain 5, directed funding)."""

# Funders are members on the day they pledge, and a closed fund takes no pledge. The fund is locked:
# a pledge and its opening or closing at once wait in line.
PLEDGE_POSSIBLE = """
SELECT state INTO stand FROM funding_fund WHERE id = NEW.fund_id FOR UPDATE;
IF stand = 'closed' THEN
    RAISE EXCEPTION 'This fund is closed.' USING ERRCODE = 'check_violation';
END IF;
IF NOT EXISTS (
    SELECT 1 FROM members_membership
    WHERE organization_id = NEW.organization_id AND span @> NEW.pledged_on
) THEN
    RAISE EXCEPTION 'Only members of the foundation fund projects.'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# A fund opens when a Platinum member has a pledge in it that staff have confirmed.
FUND_OPENS_WITH_PLATINUM = """
IF NEW.state = 'open' AND OLD.state <> 'open' AND NOT EXISTS (
    SELECT 1 FROM funding_pledge
    JOIN members_membership ON members_membership.organization_id = funding_pledge.organization_id
    JOIN members_tier ON members_tier.id = members_membership.tier_id
    WHERE funding_pledge.fund_id = NEW.id AND confirmed_at IS NOT NULL AND withdrawn_at IS NULL
    AND members_tier.slug = 'platinum' AND members_membership.span @> NEW.opened_on
) THEN
    RAISE EXCEPTION 'A fund opens with a Platinum member.' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# Never more is allocated than was paid in: the sum of the ledger, without what was paid too much.
WITHIN_WHAT_WAS_PAID = """
IF TG_OP = 'UPDATE' THEN
    IF NEW.allocated <= OLD.allocated AND NEW.fund_id = OLD.fund_id THEN
        RETURN NEW;
    END IF;
END IF;
PERFORM 1 FROM funding_fund WHERE id = NEW.fund_id FOR UPDATE;
SELECT coalesce(sum(least(each.paid, each.charged)), 0) INTO paid FROM (
    SELECT -coalesce(sum(billing_entry.amount) FILTER (WHERE kind IN ('payment', 'refund')), 0) AS paid,
           coalesce(sum(billing_entry.amount) FILTER (WHERE kind IN ('charge', 'credit')), 0) AS charged
    FROM funding_pledge JOIN billing_entry USING (account_id)
    WHERE funding_pledge.fund_id = NEW.fund_id GROUP BY account_id
) AS each;
SELECT coalesce(sum(allocated), 0) INTO given FROM funding_budgetline
WHERE fund_id = NEW.fund_id AND id <> NEW.id;
IF given + NEW.allocated > paid THEN
    RAISE EXCEPTION 'More is allocated than was paid into the fund.'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# One seat for each funder: every seat is counted, those absent and recused among them.
VOTES_OF_SEATS = """
PERFORM 1 FROM funding_fund WHERE id = NEW.fund_id FOR UPDATE;
SELECT count(DISTINCT organization_id) INTO seats FROM funding_pledge
WHERE fund_id = NEW.fund_id AND confirmed_at IS NOT NULL AND withdrawn_at IS NULL;
IF (NEW.votes_for + NEW.votes_against + NEW.votes_abstained + NEW.votes_absent + NEW.votes_recused)
   IS DISTINCT FROM seats THEN
    RAISE EXCEPTION 'Every seat of the governing board is counted once.'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# When a decision is written its counts are what the seats voted.
DECISION_HAS_ITS_VOTES = """
IF (SELECT (count(*) FILTER (WHERE choice = 'for') = NEW.votes_for
        AND count(*) FILTER (WHERE choice = 'against') = NEW.votes_against
        AND count(*) FILTER (WHERE choice = 'abstained') = NEW.votes_abstained
        AND count(*) FILTER (WHERE choice = 'absent') = NEW.votes_absent
        AND count(*) FILTER (WHERE choice = 'recused') = NEW.votes_recused)
    FROM funding_seatvote WHERE decision_id = NEW.id) IS NOT TRUE THEN
    RAISE EXCEPTION 'The counts of a decision are the votes of its seats.'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
"""

# Funders vote, and a decision takes no more votes than it counts: once it is written, none.
VOTE_BEFORE_THE_DECISION = """
SELECT * INTO taken FROM funding_funddecision WHERE id = NEW.decision_id;
SELECT count(*) INTO there FROM funding_seatvote
WHERE decision_id = NEW.decision_id AND choice = NEW.choice;
IF taken.votes_absent IS NULL OR there >= (CASE NEW.choice
    WHEN 'for' THEN taken.votes_for
    WHEN 'against' THEN taken.votes_against
    WHEN 'abstained' THEN taken.votes_abstained
    WHEN 'absent' THEN taken.votes_absent
    ELSE taken.votes_recused
END) THEN
    RAISE EXCEPTION 'The decision is taken: its votes stay as they are.'
        USING ERRCODE = 'check_violation';
END IF;
IF NOT EXISTS (
    SELECT 1 FROM funding_pledge
    WHERE fund_id = taken.fund_id AND organization_id = NEW.organization_id
    AND confirmed_at IS NOT NULL AND withdrawn_at IS NULL
) THEN
    RAISE EXCEPTION 'Only funders have a seat on the governing board.'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# A vote stays what it was. Where two organisations become one, the seat is that one's.
VOTE_STAYS = """
IF to_jsonb(NEW) - 'organization_id' <> to_jsonb(OLD) - 'organization_id' THEN
    RAISE EXCEPTION 'The decision is taken: its votes stay as they are.'
        USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""

# What is spent of a line is the sum of what was recorded; the line's own constraint bounds it.
SPENDING_COUNTS = """
UPDATE funding_budgetline SET spent = spent + NEW.amount WHERE id = NEW.line_id;
RETURN NULL;
"""
