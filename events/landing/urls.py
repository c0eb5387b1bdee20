from django.urls import path

from events import views as hall
from events.landing import views

app_name = "events"

urlpatterns = [
    path("", hall.events, name="list"),
    path("<slug:slug>/", views.event, name="event"),
    path("<slug:slug>/event.ics", hall.calendar, name="calendar"),
    path("<slug:slug>/map.svg", hall.globe, name="map"),
    path("<slug:slug>/recordings/", hall.recordings, name="recordings"),
]
