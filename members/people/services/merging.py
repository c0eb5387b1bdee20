"""Two accounts are one person's: one takes over what the other has, and the other is closed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members.accounts.models import User
from members.changes import moving
from members.people.models import (
    AccountMerge,
    Affiliation,
    EmployerKind,
    Erasure,
    IndividualMembership,
    MemberEnding,
    Person,
    Turnout,
)
from members.people.services.ending import resign
from members.people.services.profiles import SWITCHES, TEXTS

# What is moved by a rule of its own, what belongs to the log-in, and what only staff have.
BY_RULE = frozenset(
    {
        *("account.EmailAddress", "mfa.Authenticator", "people.IndividualMembership"),
        *("people.Affiliation", "people.Turnout", "people.Person", "people.Erasure"),
        *("people.AccountMerge", "accounts.User_groups", "accounts.User_user_permissions"),
        *("admin.LogEntry", "base.SavedFilter"),
    }
)


@transaction.atomic
def merge(*, one: User, two: User, primary: str, at: datetime, by: User | None) -> AccountMerge:
    """Let one account have what both had; its address becomes `primary`, which one of them has proven.

    The account that has been a member for longer is kept: the wait for the voting right is not
    begun anew, and counts of days that have passed stay as they were, because a membership held
    twice stays where it is and only ends at `at`. Proven addresses go over, and the address of a
    public profile leads to the one that is kept; log-ins, passkeys and
    rights of the closed one do not. Raises RuleError `same`, `closed` when one is inactive, erased
    or merged, `staff` when one is of the staff, `unproven` for an address neither has proven.
    """
    one, two = _held(one, two)
    kept, other = (one, two) if _seniority(one, at) <= _seniority(two, at) else (two, one)
    email, stayed, slug = other.email, list[str](), _public_address(kept, other)
    counts = [
        (_("memberships"), _memberships(kept, other, at, stayed)),
        (_("affiliations"), _affiliations(kept, other, stayed)),
        (_("votes"), _turnout(kept, other)),
        (_("profile"), _profile(kept, other)),
        (_("e-mail addresses"), _addresses(kept, other, primary, stayed)),
        *_others(kept, other),
    ]
    # Accounts that the other took in are this person too: erasing reaches them, their addresses lead here.
    AccountMerge.objects.filter(kept=other).update(kept=kept)
    return AccountMerge.objects.create(
        kept=kept,
        other=other,
        email=email,
        slug=slug,
        counts=[[name, number] for name, number in counts if number],
        stayed=stayed,
        by=by,
        at=at,
    )


def why_not(user: User) -> str:
    """Why an account cannot be merged with another; "" when it can."""
    if user.is_staff:
        return _("it is of the staff: take that from it first.")
    if not user.is_active or Erasure.objects.filter(user=user).exists():
        return _("it is closed.")
    return ""


def _held(*users: User) -> list[User]:
    keys = {user.pk for user in users}
    rows = User.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    found = {row.pk: row for row in rows}
    if len(keys) < 2:
        raise RuleError(_("Choose two accounts: that is one."), code="same")
    for row in found.values():
        if against := why_not(row):
            code = "staff" if row.is_staff else "closed"
            msg = f"{row.email}: {against}"
            raise RuleError(msg, code=code)
    return [found[user.pk] for user in users]


def _seniority(user: User, at: datetime) -> tuple[bool, datetime, int]:
    """Sorts first whoever is a member for longer, or else has the older account."""
    held = IndividualMembership.objects.filter(user=user).at(at).first()
    return (held is None, held.span.lower if held else user.joined_at, user.pk)


def _try(change: Callable[[], object]) -> bool:
    """Do `change` unless a rule of the table forbids it; whether it was done."""
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return False
    return True


def _moved(row: models.Model, kept: User) -> bool:
    return _try(lambda: type(row)._base_manager.filter(pk=row.pk).update(user=kept))


def _memberships(kept: User, other: User, at: datetime, stayed: list[str]) -> int:
    if IndividualMembership.objects.filter(user=other).at(at).exists() and (
        IndividualMembership.objects.filter(user=kept).at(at).exists()
    ):
        resign(user=other, at=at, ended_as=MemberEnding.MERGED)
    moved = 0
    for row in IndividualMembership.objects.filter(user=other):
        if _moved(row, kept):
            moved += 1
        else:
            stayed.append(_("The membership since %s, which was held twice.") % row.began_on)
    return moved


def _affiliations(kept: User, other: User, stayed: list[str]) -> int:
    moved = 0
    for row in Affiliation.objects.filter(user=other).exclude(kind=EmployerKind.NONE):
        if _moved(row, kept) or _joined(kept, row):
            moved += 1
            continue
        _make_room(kept, row)
        if _moved(row, kept):
            moved += 1
        else:
            stayed.append(_("The affiliation with %s, in part of whose time is another.") % row)
    return moved


def _joined(kept: User, row: Affiliation) -> bool:
    """Let the same employer last as long as in both accounts; the row itself stays behind."""
    same = Affiliation.objects.filter(
        user=kept, kind=row.kind, organization=row.organization,
        typed_name__iexact=row.typed_name, span__overlap=row.span,
    ).first()  # fmt: skip
    if same is None:
        return False
    lowers, uppers = (
        [getattr(each.span, end) for each in (same, row)] for end in ("lower", "upper")
    )
    span = DateRange(
        None if None in lowers else min(lowers), None if None in uppers else max(uppers)
    )
    return _try(lambda: Affiliation.objects.filter(pk=same.pk).update(span=span))


def _make_room(kept: User, row: Affiliation) -> None:
    """ "None" gives way to an employer: it ends where that begins, or was never true."""
    nothing = Affiliation.objects.filter(user=kept, kind=EmployerKind.NONE, span__overlap=row.span)
    for none in nothing:
        first, begins = none.span.lower or date.min, row.span.lower or date.min
        if first < begins:
            none.span = DateRange(none.span.lower, row.span.lower)
            none.save(update_fields=["span"])
        else:
            none.delete()


def _turnout(kept: User, other: User) -> int:
    """Votes in which only one account was on the roll go over. Where both were, counts stay; who
    took part with the other account is told with the one that is kept."""
    both = Turnout.objects.filter(user=other, vote__turnout__user=kept)
    swapped = list(both.filter(voted=True, vote__turnout__voted=False).distinct())
    for row in swapped:
        mine = Turnout.objects.filter(user=kept, vote=row.vote_id, voted=False)
        if mine.update(voted=True):
            Turnout.objects.filter(pk=row.pk).update(voted=False)
    alone = Turnout.objects.filter(user=other).exclude(pk__in=both.values("pk"))
    return alone.update(user=kept)


def _profile(kept: User, other: User) -> int:
    """The profile that is kept takes the texts it lacks, closed; the other one is closed."""
    theirs = Person.objects.filter(user=other).first()
    if theirs is None:
        return 0
    mine = Person.objects.filter(user=kept).first()
    if mine is None:
        kept.full_name = theirs.name
        kept.save(update_fields=["full_name"])
        return Person.objects.filter(pk=theirs.pk).update(user=kept)
    lacking = [name for name in TEXTS if not getattr(mine, name) and getattr(theirs, name)]
    for name in lacking:
        setattr(mine, name, getattr(theirs, name))
        setattr(mine, f"shows_{name}", False)
    if lacking:
        mine.save(update_fields=[*lacking, *(f"shows_{name}" for name in lacking)])
    Person.objects.filter(pk=theirs.pk).update(**dict.fromkeys(SWITCHES, False))
    return len(lacking)


def _public_address(kept: User, other: User) -> str:
    """Where the profile that is closed was open to all; "" where it was not, or goes over whole."""
    if not Person.objects.filter(user=kept).exists():
        return ""
    theirs = Person.objects.filter(user=other, shows_name=True)
    return theirs.values_list("slug", flat=True).first() or ""


def _addresses(kept: User, other: User, primary: str, stayed: list[str]) -> int:
    rows = EmailAddress.objects.filter(user__in=(kept, other))
    chosen = rows.filter(verified=True, email__iexact=primary).first()
    if chosen is None:
        raise RuleError(_("Neither account has proven to read that address."), code="unproven")
    stayed += [
        _("%s, which was never proven, is forgotten.") % each.email
        for each in rows.filter(user=other, verified=False)
    ]
    rows.filter(user=other, verified=False).delete()
    moved = rows.filter(user=other).update(user=kept, primary=False)
    other.email = f"merged-{other.pk}@merged.invalid"
    other.is_active = False
    other.set_unusable_password()
    other.save(update_fields=["email", "is_active", "password"])
    EmailAddress.objects.filter(user=kept).update(primary=False)
    EmailAddress.objects.filter(pk=chosen.pk).update(primary=True)
    kept.email = chosen.email
    kept.save(update_fields=["email"])
    return moved


def _others(kept: User, other: User) -> list[tuple[str, int]]:
    """What any other room ties to the account."""
    counts: list[tuple[str, int]] = []
    for link in moving.links(User):
        if link.model._meta.label in BY_RULE:
            continue
        rows: Any = link.rows(other.pk)
        number = rows.update(**{link.field.name: kept})
        counts.append((str(link.model._meta.verbose_name_plural), number))
    return counts
