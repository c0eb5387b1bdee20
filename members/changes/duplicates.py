"""Which organisations may be one: alike by name, website or mail, with the reason in words.

A host says something only where few share it: providers and reserved names are left out.

Two queries whatever their number. Names are compared by trigrams with those that stand next to
them in alphabetical order, read forwards and backwards: a wrong letter leaves either the beginning
or the end as it was. So the cost grows with the organisations and not with their pairs (joining
10,000 through the trigram index took 90 s here).
"""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from members.models import PUBLIC_HOSTS, Organization

SHOWN = 200
# "battelle" and "ut battelle" share 69 % of their trigrams, "dell" and "dek" 29 %.
ALIKE = 0.6
# How many neighbours a name is compared with.
NEAR = 8
# What a name may end in without saying who it is: legal forms, then words that many share.
FORMS = (
    *("ab", "ag", "as", "bv", "b v", "co", "company", "corp", "corporation", "gmbh", "inc", "k k"),
    *("incorporated", "kg", "kk", "limited", "llc", "lp", "ltd", "nv", "oy", "plc", "pte", "pty"),
    *("pvt", "private", "s a", "s r o", "sa", "sarl", "sas", "spa", "srl", "s r l"),
)
SHARED = (
    *(
        "cloud",
        "communications",
        "foundation",
        "group",
        "international",
        "labs",
        "networks",
        "services",
        "software",
    ),
    *("solutions", "systems", "technologies", "technology"),
)
# Anybody has an address or a page there.
HOSTS = (
    *PUBLIC_HOSTS,
    *("139.com", "189.cn", "aliyun.com", "att.net", "bluewin.ch", "comcast.net", "daum.net"),
    *("foxmail.com", "free.fr", "gmx.at", "gmx.ch", "gmx.com", "hanmail.net", "hey.com"),
    *("hotmail.co.uk", "hotmail.fr", "inbox.ru", "libero.it", "live.co.uk", "mac.com", "orange.fr"),
    *("pm.me", "rediffmail.com", "sina.com", "sohu.com", "t-online.de", "tutanota.com"),
    *("verizon.net", "wanadoo.fr", "yahoo.co.in", "yahoo.co.uk", "yahoo.de", "yahoo.fr"),
    *("yandex.com", "yeah.net", "ymail.com"),
    *("facebook.com", "github.com", "linkedin.com", "sites.google.com"),
)
# What examples are written with (RFC 2606): nobody owns it, so it belongs to nobody.
RESERVED = r"(^|\.)(example(\.(com|net|org))?|invalid|localhost|test)$"
# A host that more organisations share is a provider's, whether we know it or not.
SHARED_BY = 5

PAIRS = """
WITH named AS (
    SELECT id, search_text AS text FROM members_organization
    UNION ALL
    SELECT organization_id, search_text FROM members_organizationname
), keyed AS MATERIALIZED (
    SELECT id, regexp_replace(trim(regexp_replace(text, '[^[:alnum:]]+', ' ', 'g')), %(forms)s, '')
        AS key
    FROM named
), cored AS MATERIALIZED (
    SELECT id, core, row_number() OVER (ORDER BY core, id) AS forwards,
        row_number() OVER (ORDER BY reverse(core), id) AS backwards
    FROM (SELECT DISTINCT id, regexp_replace(key, %(shared)s, '') AS core FROM keyed) cores
), hosted AS MATERIALIZED (
    SELECT id, regexp_replace(substring(lower(website) FROM '^https?://([^/:]+)'), '^www\\.', '')
        AS host
    FROM members_organization WHERE website <> ''
), written AS MATERIALIZED (
    SELECT DISTINCT organization_id AS id, split_part(email, '@', 2) AS host
    FROM members_representative
    UNION
    SELECT organization_id, domain FROM members_maildomain
), telling AS MATERIALIZED (
    SELECT host FROM (SELECT * FROM written UNION SELECT * FROM hosted) hosts
    WHERE host <> ALL (%(hosts)s) AND host !~ %(reserved)s
    GROUP BY host HAVING count(*) BETWEEN 2 AND %(shared_by)s
), mailed AS MATERIALIZED (
    SELECT * FROM written JOIN telling USING (host)
), sited AS MATERIALIZED (
    SELECT * FROM hosted JOIN telling USING (host)
), found AS (
    SELECT a.id AS one, b.id AS other, 'name' AS reason, 1.0::float AS score
    FROM keyed a JOIN keyed b ON a.key = b.key AND a.id < b.id WHERE a.key <> ''
    UNION ALL
    SELECT a.id, b.id, 'part', 0.6 FROM keyed a
    JOIN keyed b ON split_part(a.key, ' ', 1) = split_part(b.key, ' ', 1) AND a.id <> b.id
        AND b.key LIKE a.key || ' %%' AND length(a.key) > 3
    UNION ALL
    SELECT a.id, b.id, 'alike', similarity(a.core, b.core)
    FROM generate_series(1, %(near)s) step CROSS JOIN cored a JOIN cored b
        ON b.forwards = a.forwards + step AND a.id <> b.id
    WHERE similarity(a.core, b.core) >= %(alike)s
    UNION ALL
    SELECT a.id, b.id, 'alike', similarity(a.core, b.core)
    FROM generate_series(1, %(near)s) step CROSS JOIN cored a JOIN cored b
        ON b.backwards = a.backwards + step AND a.id <> b.id
    WHERE similarity(a.core, b.core) >= %(alike)s
    UNION ALL
    SELECT a.id, b.id, 'site', 0.8 FROM sited a JOIN sited b ON a.host = b.host AND a.id < b.id
    UNION ALL
    SELECT a.id, b.id, 'mail', 0.7 FROM mailed a
    JOIN (SELECT * FROM mailed UNION SELECT * FROM sited) b ON a.host = b.host AND a.id <> b.id
), pairs AS (
    SELECT least(one, other) AS one, greatest(one, other) AS other,
        array_agg(DISTINCT reason) AS reasons,
        max(score) + 0.1 * (count(DISTINCT reason) - 1) AS score
    FROM found GROUP BY 1, 2
)
SELECT pairs.one, pairs.other, reasons, pairs.score FROM pairs
JOIN members_organization a ON a.id = pairs.one
JOIN members_organization b ON b.id = pairs.other
WHERE a.parent_id IS DISTINCT FROM b.id AND b.parent_id IS DISTINCT FROM a.id
AND NOT EXISTS (
    SELECT 1 FROM changes_dismissal said
    WHERE (said.one_id, said.other_id) IN ((a.id, b.id), (b.id, a.id))
)
ORDER BY pairs.score DESC, pairs.one, pairs.other LIMIT %(most)s
"""


@dataclass(frozen=True)
class Candidate:
    """Two that may be one; `score` from 0 up, over 1 where more than one reason speaks for it."""

    one: Organization
    other: Organization
    reasons: list[str]
    score: float

    @property
    def percent(self) -> int:
        """The score as staff read it."""
        return min(round(self.score * 100), 100)


def candidates(most: int = SHOWN) -> list[Candidate]:
    """The pairs that look most like one organisation, without those said not to be, and without
    owners and what they own. Two queries."""
    rows = _found(most)
    known = Organization.objects.in_bulk({key for row in rows for key in row[:2]})
    words = _words()
    return [
        Candidate(known[one], known[other], [words[reason] for reason in reasons], score)
        for one, other, reasons, score in rows
    ]


def number(most: int = SHOWN) -> int:
    """How many pairs `candidates` has. One query."""
    return len(_found(most))


def _found(most: int) -> list[tuple[int, int, list[str], float]]:
    with connection.cursor() as cursor:
        cursor.execute(
            PAIRS,
            {
                "forms": f"( ({'|'.join(FORMS)}))+$",
                "shared": f"( ({'|'.join(SHARED)}))+$",
                "hosts": list(HOSTS),
                "reserved": RESERVED,
                "shared_by": SHARED_BY,
                "near": NEAR,
                "alike": ALIKE,
                "most": most,
            },
        )
        return cursor.fetchall()


def _words() -> dict[str, str]:
    return {
        "name": _("the same name, but for words such as Inc. or Ltd."),
        "part": _("one name begins with the other"),
        "alike": _("names that differ by a few letters"),
        "site": _("the same website"),
        "mail": _("the same mail domain"),
    }
