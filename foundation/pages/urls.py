from django.urls import path

from foundation.pages.views import health, home
from foundation.pages.views.style import style

app_name = "pages"

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz/", health.healthz, name="healthz"),
    path("style/", style, name="style"),
    path("readyz/", health.readyz, name="readyz"),
]
