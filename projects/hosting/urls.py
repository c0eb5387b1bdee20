from django.urls import path

from projects.hosting import views

app_name = "hosting"

SECRET = "hosting/enquiry/<slug:reference>/<str:secret>/"

urlpatterns = [
    path("hosting/", views.hosting, name="hosting"),
    path("services/", views.service_table, name="services"),
    path("funding/", views.funding, name="funding"),
    path("hosting/enquiry/", views.enquiry, name="enquiry"),
    path(SECRET, views.status, name="status"),
    path(f"{SECRET}withdraw/", views.withdraw, name="withdraw"),
]
