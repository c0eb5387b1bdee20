"""Taking the uses of a code and giving them back, with the places (domain 4.1)."""

from collections import Counter

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from events.registration.models import Code, CodeUse, Order, PersonUse, Ticket
from events.registration.pricing import Item, used_up
from foundation.base.errors import RuleError
from foundation.base.prepared import prepared


def take(order: Order, items: list[Item]) -> None:
    """Take a use of its code for each ticket that has one, in place of what `order` had taken.

    Called after the places were taken: all orders lock stocks first, then codes by key. Raises
    RuleError `code_used_up`.
    """
    give_back(order)
    counts: Counter[Code] = Counter()
    for item in items:
        if item.code is not None:
            counts[item.code] += item.quantity
    for code, quantity in sorted(counts.items(), key=lambda pair: pair[0].pk):
        CodeUse.objects.create(order=order, code=code, quantity=quantity)
        if not _count(code.pk, quantity):
            code.refresh_from_db(fields=["used", "most_uses"])
            raise used_up(code)


def give_back(order: Order) -> None:
    """Return all uses that `order` has taken, also the person's."""
    uses = list(CodeUse.objects.filter(order=order).order_by("code"))
    for use in uses:
        use.delete()
        _count(use.code_id, -use.quantity)
    for use in uses:
        _uncount_person(order, use, use.quantity)
    if uses and order.code_used_by:
        order.code_used_by = ""
        order.save(update_fields=["code_used_by"])


def give_back_one(ticket: Ticket) -> None:
    """Return the use that one ticket took, of an order that keeps the others."""
    use = CodeUse.objects.filter(order=ticket.order_id, code=ticket.promo_code_id).first()
    if use is None:
        return
    row = CodeUse.objects.filter(pk=use.pk)
    if not row.filter(quantity__gt=1).update(quantity=F("quantity") - 1):
        row.delete()
    _count(use.code_id, -1)
    _uncount_person(ticket.order, use, 1)


def check_person(order: Order) -> None:
    """Count the uses of an order's codes to its purchaser, as the order is sent off.

    Raises RuleError `code_of_another` when one belongs to another address or domain, and
    `code_person_limit` when this person has used it often enough.
    """
    if order.code_used_by == order.email:
        return
    uses = _uses_of(order.pk)
    if order.promo_code is not None and order.promo_code_id not in {use.code_id for use in uses}:
        # It keeps the places, though another one prices the tickets.
        check_owner(order.promo_code, order.email)
    for use in uses:
        check_owner(use.code, order.email)
        _uncount_person(order, use, use.quantity)
        _count_person(use, order.email)
    if uses:
        order.code_used_by = order.email
        order.save(update_fields=["code_used_by"])


@prepared
def _uses_of(order_id: int) -> QuerySet[CodeUse]:
    return CodeUse.objects.select_related("code").filter(order=order_id).order_by("code")


def check_owner(code: Code, email: str) -> None:
    """Raise RuleError `code_of_another` unless the code may be used by this address."""
    if not _belongs_to(code, email):
        raise RuleError(
            _(
                "The code %(code)s belongs to another e-mail address. Use that address to order, or "
                "go back and order without the code."
            )
            % {"code": code.text},
            code="code_of_another",
        )


def _count_person(use: CodeUse, email: str) -> None:
    code = use.code
    person, _new = PersonUse.objects.get_or_create(
        code=code, email=email, defaults={"most": code.most_per_person}
    )
    rows = PersonUse.objects.filter(pk=person.pk)
    if code.most_per_person:
        rows = rows.filter(used__lte=code.most_per_person - use.quantity)
    if not rows.update(used=F("used") + use.quantity, most=code.most_per_person):
        raise RuleError(
            _("The code %(code)s can be used for %(most)d tickets by one person.")
            % {"code": code.text, "most": code.most_per_person},
            code="code_person_limit",
        )


def _uncount_person(order: Order, use: CodeUse, number: int) -> None:
    if order.code_used_by:
        rows = PersonUse.objects.filter(code=use.code_id, email=order.code_used_by)
        rows.update(used=F("used") - number)


def _belongs_to(code: Code, email: str) -> bool:
    if code.owner_email:
        return code.owner_email.lower() == email.lower()
    if code.owner_domain:
        return email.lower().rpartition("@")[2] == code.owner_domain.lower()
    return True


def _count(pk: int, more: int) -> bool:
    """Raise the counter if the code has uses left; whether it had."""
    has_uses = Q(most_uses=0) | Q(used__lte=F("most_uses") - more)
    return Code.objects.filter(has_uses, pk=pk).update(used=F("used") + more) == 1
