from django.urls import path

from members.profiles.views import benefits, home, people, profile, term, tier

app_name = "profiles"

OWN = "me/organizations/<slug:slug>/"

urlpatterns = [
    path(OWN, home.home, name="home"),
    path(f"{OWN}certificate.pdf", home.certificate, name="certificate"),
    path(f"{OWN}people/", people.people, name="people"),
    path(f"{OWN}people/invite/", people.invite, name="invite"),
    path(f"{OWN}people/<int:pk>/hand-over/", people.hand_over, name="hand_over"),
    path(f"{OWN}people/<int:pk>/end/", people.end, name="end"),
    path(f"{OWN}people/invitations/<int:pk>/", people.invitation, name="invitation"),
    path(f"{OWN}profile/", profile.profile, name="profile"),
    path(f"{OWN}profile/preview/", profile.preview, name="preview"),
    path(f"{OWN}profile/discard/", profile.discard, name="discard"),
    path(f"{OWN}profile/logo/", profile.logo, name="logo"),
    path(f"{OWN}benefits/", benefits.benefits, name="benefits"),
    path(f"{OWN}benefits/<int:pk>/", benefits.ask, name="benefit"),
    path(f"{OWN}benefits/requests/<int:pk>/take-back/", benefits.take_back, name="take_back"),
    path(f"{OWN}renewal/", term.renewal, name="renewal"),
    path(f"{OWN}tier/", tier.tiers, name="tiers"),
    path(f"{OWN}tier/<slug:to>/", tier.move, name="move"),
    path(f"{OWN}billing/", term.billing, name="billing"),
    path(f"{OWN}invoices/", home.invoices, name="invoices"),
    path(f"{OWN}invoices/<slug:number>.pdf", home.invoice, name="invoice"),
]
