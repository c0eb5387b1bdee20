from django.urls import path

from events.registration.views import (
    afterwards,
    answering,
    choosing,
    holders,
    invited,
    left,
    orders,
    paying,
    steps,
)

app_name = "registration"

ORDER = "<slug:slug>/orders/<slug:code>/<slug:secret>/"
TICKET = "<slug:slug>/tickets/<slug:secret>/"

urlpatterns = [
    path("<slug:slug>/register/", choosing.register, name="register"),
    path("<slug:slug>/register/left.json", left.left, name="left"),
    path("<slug:slug>/invitation/<slug:secret>/", invited.invitation, name="invitation"),
    path(f"{ORDER}attendees/", steps.attendees, name="attendees"),
    path(f"{ORDER}check/", steps.check, name="check"),
    path(f"{ORDER}extend/", steps.extend, name="extend"),
    path(f"{ORDER}pay/", paying.pay, name="pay"),
    path(f"{ORDER}pay/card/", paying.card, name="card"),
    path(ORDER, orders.order, name="order"),
    path(f"{ORDER}tickets/<int:position>/", orders.attendee, name="attendee"),
    path(f"{ORDER}answers/", answering.answers, name="answers"),
    path(f"{ORDER}files/<slug:key>/", answering.order_file, name="order_file"),
    path(f"{ORDER}cancel/", orders.cancel, name="cancel"),
    path(f"{ORDER}change/", afterwards.change, name="change"),
    path(f"{ORDER}change/pay/", afterwards.difference, name="difference"),
    path(f"{ORDER}change/pay/card/", afterwards.difference_card, name="difference_card"),
    path(f"{ORDER}refund/", afterwards.refund, name="refund"),
    path(f"{ORDER}refund/withdraw/", afterwards.keep, name="refund_withdraw"),
    path(f"{ORDER}invoice.pdf", orders.invoice, name="invoice"),
    path(f"{ORDER}tickets.pdf", orders.tickets_pdf, name="tickets_pdf"),
    path(TICKET, holders.ticket, name="ticket"),
    path(f"{TICKET}edit/", holders.edit, name="ticket_edit"),
    path(f"{TICKET}files/<slug:key>/", answering.ticket_file, name="ticket_file"),
    path(f"{TICKET}ticket.pdf", holders.pdf, name="ticket_pdf"),
    path(f"{TICKET}ticket.svg", holders.qr, name="ticket_qr"),
    path(f"{TICKET}ticket.ics", holders.ics, name="ticket_ics"),
]
