from django.urls import path

from members.agreements import views as agreements
from members.views import directory, join, organization, statistics, wall

app_name = "members"

urlpatterns = [
    path("", directory.directory, name="directory"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("wall/", wall.wall, name="wall"),
    path("agreements/", agreements.agreements, name="agreements"),
    path("join/", join.join, name="join"),
    path("<slug:slug>/", organization.organization, name="organization"),
]
