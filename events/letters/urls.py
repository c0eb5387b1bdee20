from django.urls import path

from events.letters.views import check, travel, visa

app_name = "letters"

TICKET = "events/<slug:slug>/tickets/<slug:secret>/visa-letter/"
SUPPORT = "events/<slug:slug>/travel-support/"

urlpatterns = [
    # Printed on every letter: short, and outside of any event.
    path("letters/", check.check, name="check"),
    path("events/<slug:slug>/visa-letters/", visa.how, name="how"),
    path(TICKET, visa.visa, name="visa"),
    path(f"{TICKET}letter.pdf", visa.letter_pdf, name="visa_pdf"),
    path(SUPPORT, travel.begin, name="travel"),
    path(f"{SUPPORT}sent/", travel.sent, name="sent"),
    path(f"{SUPPORT}<slug:secret>/", travel.application, name="application"),
    path(f"{SUPPORT}<slug:secret>/answer/", travel.answer, name="answer"),
]
