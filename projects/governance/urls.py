from django.urls import path

from projects.governance import views

app_name = "governance"

urlpatterns = [
    path("<slug:slug>/governance/", views.governance, name="governance"),
    path("<slug:slug>/documents/<int:pk>/", views.document, name="document"),
]
