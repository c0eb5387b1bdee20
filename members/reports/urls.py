from django.urls import path

from members.reports import views

app_name = "reports"

urlpatterns = [
    path("", views.report, name="report"),
    path("register/<slug:kind>/", views.register_file, name="register"),
]
