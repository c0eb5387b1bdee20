"""Rules that take several rows: triggers ask the functions made by a migration (0006).

Of one ownership group one member may hold Gold or Platinum (domain 1). Whoever changes who is a
member, or who owns whom, first takes the lock of the group, so no two can pass at the same time.
"""

import pgtrigger

ONE_EXCLUSIVE_TIER = pgtrigger.Trigger(
    name="membership_one_exclusive_per_owner",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("span", "tier_id", "organization_id"),  # type: ignore[no-untyped-call]
    func="""
        IF (SELECT is_exclusive FROM members_tier WHERE id = NEW.tier_id) THEN
            PERFORM members_lock_groups(NEW.organization_id);
            PERFORM members_refuse_rivals(NEW.organization_id, NEW.span);
        END IF;
        RETURN NULL;
    """,
)

# The groups as they were are locked before, what they come to is judged after.
OWNER_LOCKED = pgtrigger.Trigger(
    name="organization_owner_locked",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("parent_id", "guarded_from"),  # type: ignore[no-untyped-call]
    func="""
        PERFORM members_lock_groups(OLD.id, NEW.parent_id);
        RETURN NEW;
    """,
)

OWNER_HAS_ONE = pgtrigger.Trigger(
    name="organization_owner_has_one",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("parent_id", "guarded_from"),  # type: ignore[no-untyped-call]
    func="""
        IF NEW.parent_id IS NOT NULL THEN
            PERFORM members_refuse_rivals(held.organization_id, held.span)
            FROM members_group(NEW.id) kin
            JOIN members_membership held ON held.organization_id = kin.id
            JOIN members_tier tier ON tier.id = held.tier_id AND tier.is_exclusive;
        END IF;
        RETURN NULL;
    """,
)

# What was agreed is not used more often (domain 1, benefits). The agreed row is held, so two who
# write down a use wait in line. Uses that a merge of two organisations brings together stay.
USED_AS_AGREED = pgtrigger.Trigger(
    name="benefit_used_as_agreed",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("quantity"),  # type: ignore[no-untyped-call]
    declare=[("most", "integer"), ("used", "integer")],
    func="""
        SELECT quantity INTO most FROM members_agreedbenefit
        WHERE id = NEW.agreed_id FOR NO KEY UPDATE;
        SELECT coalesce(sum(quantity), 0) INTO used FROM members_benefituse
        WHERE agreed_id = NEW.agreed_id AND id <> NEW.id;
        IF used + NEW.quantity > most THEN
            RAISE EXCEPTION 'Only % of it are agreed, and % are used: that is more.', most, used
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)

AGREED_AS_USED = pgtrigger.Trigger(
    name="benefit_agreed_as_used",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("quantity"),  # type: ignore[no-untyped-call]
    declare=[("used", "integer")],
    func="""
        SELECT coalesce(sum(quantity), 0) INTO used FROM members_benefituse
        WHERE agreed_id = NEW.id;
        IF NEW.quantity < used AND NEW.quantity IS DISTINCT FROM OLD.quantity THEN
            RAISE EXCEPTION '% of it are used already: no fewer can be agreed.', used
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)
