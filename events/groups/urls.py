from django.urls import path

from events.groups import views

app_name = "groups"

ORDER = "<slug:slug>/orders/<slug:code>/<slug:secret>/group/"

urlpatterns = [
    path(ORDER, views.group, name="group"),
    path(f"{ORDER}list/", views.people, name="people"),
    path(f"{ORDER}list.csv", views.people_csv, name="people_csv"),
    path("<slug:slug>/claim/<slug:secret>/", views.claim, name="claim"),
]
