from django.db import migrations

# Up to the owner of all, then down to everything it owns. UNION (without ALL) ends circles.
# `counts_from` is the latest `guarded_from` on the way between the two.
GROUP = """
CREATE OR REPLACE FUNCTION members_group(organization bigint)
RETURNS TABLE (id bigint, counts_from date) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up AS (
        SELECT o.id, o.parent_id, o.guarded_from, NULL::date AS counts
        FROM members_organization o WHERE o.id = $1
        UNION
        SELECT o.id, o.parent_id, o.guarded_from, greatest(up.counts, up.guarded_from)
        FROM members_organization o JOIN up ON o.id = up.parent_id
    ), down AS (
        SELECT up.id, up.counts FROM up
        UNION
        SELECT o.id, greatest(down.counts, o.guarded_from)
        FROM members_organization o JOIN down ON o.parent_id = down.id
    )
    SELECT down.id, min(coalesce(down.counts, '-infinity'::date)) FROM down GROUP BY down.id
$$
"""

# The lock of a group is that of its lowest key. While one waits for it the groups can become
# others: then their locks are taken too. Always in order, so that two never wait for each other.
LOCK = """
CREATE OR REPLACE FUNCTION members_lock_groups(VARIADIC organizations bigint[])
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    held bigint[] := '{}';
    missing bigint[];
BEGIN
    LOOP
        SELECT array_agg(lowest ORDER BY lowest) INTO missing FROM (
            SELECT DISTINCT (SELECT min(kin.id) FROM members_group(one) kin) AS lowest
            FROM unnest(organizations) one
        ) groups WHERE lowest IS NOT NULL AND lowest <> ALL (held);
        EXIT WHEN missing IS NULL;
        FOR position IN 1 .. array_length(missing, 1) LOOP
            PERFORM pg_advisory_xact_lock(
                hashtext('members_ownership'), (missing[position] % 2147483647)::int
            );
        END LOOP;
        held := held || missing;
    END LOOP;
END
$$
"""

REFUSE = """
CREATE OR REPLACE FUNCTION members_refuse_rivals(organization bigint, held daterange)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    rival text;
BEGIN
    SELECT o.name INTO rival
    FROM members_group($1) kin
    JOIN members_membership m ON m.organization_id = kin.id
    JOIN members_tier t ON t.id = m.tier_id AND t.is_exclusive
    JOIN members_organization o ON o.id = kin.id
    WHERE kin.id <> $1 AND m.span && ($2 * daterange(kin.counts_from, NULL))
    ORDER BY t.rank, m.id LIMIT 1;
    IF rival IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE =
            (SELECT name FROM members_organization o WHERE o.id = $1) || ' and ' || rival
            || ' have the same owner: of one owner only one member at a time may hold such a tier.'
            || ' End one of the two memberships first, or say from which day the owner counts.';
    END IF;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0001_tables")]

    operations = [
        migrations.RunSQL(GROUP, "DROP FUNCTION members_group(bigint)"),
        migrations.RunSQL(LOCK, "DROP FUNCTION members_lock_groups(bigint[])"),
        migrations.RunSQL(REFUSE, "DROP FUNCTION members_refuse_rivals(bigint, daterange)"),
    ]
