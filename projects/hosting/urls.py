from django.urls import path

from projects.hosting import views

app_name = "hosting"

# Its last part is a secret: whoever has the link may see the enquiry.
LINK = "hosting/enquiry/<slug:reference>/<slug:secret>/"

urlpatterns = [
    path("hosting/", views.hosting, name="hosting"),
    path("services/", views.service_table, name="services"),
    path("funding/", views.funding, name="funding"),
    path("hosting/enquiry/", views.enquiry, name="enquiry"),
    path(LINK, views.status, name="status"),
    path(f"{LINK}withdraw/", views.withdraw, name="withdraw"),
]
