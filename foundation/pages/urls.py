from django.urls import path

from foundation.pages.views import health

app_name = "pages"

urlpatterns = [
    path("healthz/", health.healthz, name="healthz"),
    path("readyz/", health.readyz, name="readyz"),
]
