from django.urls import path

from . import views

app_name = "billing"
urlpatterns = [
    path("webhooks/stripe/", views.stripe_webhook, name="stripe_webhook"),
    path("card/<uuid:token>/", views.returned, name="returned"),
]
