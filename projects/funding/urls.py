from django.urls import path

from projects.funding import views

app_name = "funding"

urlpatterns = [
    path("projects/funding/", views.funding, name="funding"),
    path("projects/<slug:slug>/fund/", views.fund, name="fund"),
    path("projects/<slug:slug>/fund.json", views.as_json, name="json"),
    path("me/organizations/<slug:slug>/funds/", views.pledges, name="pledges"),
    path(
        "me/organizations/<slug:slug>/funds/<int:number>/withdraw/", views.withdraw, name="withdraw"
    ),
]
