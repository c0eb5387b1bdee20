from django.urls import path

from events.ptg import views

app_name = "ptg"

urlpatterns = [path("<slug:slug>/teams/", views.teams, name="teams")]
