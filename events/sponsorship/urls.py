from django.urls import path

from events.sponsorship import views

app_name = "sponsorship"

urlpatterns = [path("<slug:slug>/sponsors/", views.sponsors, name="sponsors")]
