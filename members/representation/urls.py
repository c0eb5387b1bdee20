from django.urls import path

from members.representation import views

app_name = "representation"

urlpatterns = [
    path("invitations/<slug:secret>/", views.invitation, name="invitation"),
]
