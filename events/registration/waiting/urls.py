from django.urls import path

from events.registration.waiting import views

app_name = "waiting"

LIST = "<slug:slug>/waiting-list/"

urlpatterns = [
    path(LIST, views.join, name="join"),
    path(f"{LIST}joined/", views.joined, name="joined"),
    path(f"{LIST}<slug:secret>/", views.entry, name="entry"),
    path(f"{LIST}<slug:secret>/leave/", views.leave, name="leave"),
]
