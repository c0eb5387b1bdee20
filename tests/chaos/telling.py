"""What happened, one figure a line."""

from django.db.models import Count

from events.registration.models import Order, OrderState, Ticket
from foundation.base.models import Mail
from foundation.billing.models import Invoice, InvoiceKind, Refund
from tests.chaos.checks import mails, refunds


def tell(options, house, counts, seen, spent, wrong):
    """Print kills, orders, tickets, invoices, mails; and whatever is lost, doubled, unexplained."""
    print(f"chaos, seed {options.seed}, {spent:.0f} seconds of buying")
    for rows in (_kills(house), dict(sorted(counts.items())), _figures(seen), wrong):
        for name, number in rows.items():
            print(f"{name} {number}")
    print("all explained" if not +wrong else "NOT EXPLAINED")


def _kills(house):
    kills = dict(house.kills)
    rows = {"restarts of PostgreSQL": kills.pop("PostgreSQL")}
    rows |= {f"kills of a {name}": number for name, number in kills.items()}
    return rows | {f"times a {name} had ended": number for name, number in house.restarts.items()}


def _figures(seen):
    states = Order.objects.order_by().values_list("state").annotate(Count("pk"))
    orders = dict.fromkeys(OrderState.values, 0) | dict(states)
    kinds = Mail.objects.order_by("kind").values_list("kind").annotate(Count("pk"))
    return {
        "orders confirmed to buyers": len(seen.promised),
        **{f"orders {state}": number for state, number in orders.items()},
        "tickets valid": Ticket.objects.valid().count(),
        "tickets in all": Ticket.objects.count(),
        "invoices": Invoice.objects.filter(kind=InvoiceKind.INVOICE).count(),
        "credit notes": Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).count(),
        "refunds": Refund.objects.count(),
        "refunds the bank was asked for again": refunds.asked_again(),
        "mails": Mail.objects.count(),
        **{f"mails {kind}": number for kind, number in kinds},
        "mails delivered again after a kill": mails.delivered_again(),
    }
