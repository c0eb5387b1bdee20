from django.urls import path

from foundation.pages.views import contact, health, home, words
from foundation.pages.views.style import style

app_name = "pages"

urlpatterns = [
    path("", home.home, name="home"),
    path("four-opens/", words.four_opens, name="four_opens"),
    path("three-forces/", words.three_forces, name="three_forces"),
    path("about/", words.about, name="about"),
    path("contact/", contact.contact, name="contact"),
    path("contact/thanks/", contact.thanks, name="contact_thanks"),
    path("healthz/", health.healthz, name="healthz"),
    path("style/", style, name="style"),
    path("readyz/", health.readyz, name="readyz"),
]
