from django.urls import path

from projects.maintaining import views

app_name = "maintaining"

OWN = "me/projects/<slug:slug>/"

urlpatterns = [
    path(OWN, views.page, name="page"),
    path(f"{OWN}preview/", views.preview, name="preview"),
    path(f"{OWN}logo/", views.logo, name="logo"),
    path(f"{OWN}withdraw/", views.withdraw, name="withdraw"),
    path(f"{OWN}discard/", views.discard, name="discard"),
]
