from django.urls import path

from projects.catalogue import views

app_name = "projects"

urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("<slug:slug>/", views.project, name="project"),
    path("<slug:slug>/developers.json", views.developers, name="developers"),
]
