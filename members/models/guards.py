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
