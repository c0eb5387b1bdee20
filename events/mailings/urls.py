from django.urls import path

from events.mailings import views

app_name = "mailings"

urlpatterns = [
    path("<slug:slug>/unsubscribe/<slug:secret>/", views.unsubscribe, name="unsubscribe"),
]
