from django.urls import path

from projects.forces import views

app_name = "forces"

urlpatterns = [
    path("<slug:slug>/forces/", views.forces, name="forces"),
    path("<slug:slug>/forces.json", views.as_json, name="json"),
    path("<slug:slug>/badge.svg", views.badge, name="badge"),
]
