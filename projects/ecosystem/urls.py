from django.urls import path

from projects.ecosystem.views import licences, market, own, ties

app_name = "ecosystem"

OWN = "me/organizations/<slug:slug>/marketplace/"

urlpatterns = [
    path("projects/ecosystem/", ties.ties, name="ties"),
    path("projects/ecosystem.json", ties.as_json, name="ties_json"),
    path("marketplace/", market.marketplace, name="marketplace"),
    path("marketplace.json", market.as_json, name="json"),
    path("marketplace/<slug:slug>/", market.offer, name="offer"),
    path(OWN, own.mine, name="mine"),
    path(f"{OWN}new/", own.new, name="new"),
    path(f"{OWN}<int:pk>/", own.draft, name="draft"),
    path(f"{OWN}<int:pk>/preview/", own.preview, name="preview"),
    path(f"{OWN}<int:pk>/discard/", own.discard, name="discard"),
    path(f"{OWN}<int:pk>/logo/", own.logo, name="logo"),
    path(f"{OWN}licences/new/", licences.new, name="licence_new"),
    path(f"{OWN}licences/<int:pk>/", licences.mend, name="licence"),
    path(f"{OWN}licences/<int:pk>/back/", licences.take_back, name="licence_back"),
    path(f"{OWN}entries/<int:pk>/change/", own.change, name="change"),
    path(f"{OWN}entries/<int:pk>/withdraw/", own.withdraw, name="withdraw"),
]
