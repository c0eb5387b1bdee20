from django.contrib.sitemaps.views import sitemap
from django.urls import path

from foundation.base.caching import public_page
from foundation.pages.sitemaps import MAPS
from foundation.pages.views import contact, health, home, machines, mine, redirects, words
from foundation.pages.views.search import search
from foundation.pages.views.style import style

app_name = "pages"

urlpatterns = [
    path("", home.home, name="home"),
    path("four-opens/", words.four_opens, name="four_opens"),
    path("three-forces/", words.three_forces, name="three_forces"),
    path("about/", words.about, name="about"),
    path("figures/", words.figures, name="figures"),
    path("contact/", contact.contact, name="contact"),
    path("contact/thanks/", contact.thanks, name="contact_thanks"),
    path("search/", search, name="search"),
    path("me/", mine.mine, name="mine"),
    path("style/", style, name="style"),
    # Files for programs.
    path("healthz/", health.healthz, name="healthz"),
    path("readyz/", health.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("sitemap.xml", public_page(minutes=60)(sitemap), {"sitemaps": MAPS}, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security"),
    # Addresses printed on slides, with and without the last slash.
    path("ptg", redirects.ptg, name="ptg"),
    path("ptg/", redirects.ptg),
    path("summit", redirects.summit, name="summit"),
    path("summit/", redirects.summit),
    path("summit/<slug:slug>", redirects.event, name="summit_event"),
    path("summit/<slug:slug>/", redirects.event),
    path("join", redirects.to("/members/join/"), name="join"),
    path("join/", redirects.to("/members/join/")),
    path("membership", redirects.to("/members/join/")),
    path("membership/", redirects.to("/members/join/")),
    path("companies/", redirects.to("/members/")),
    path("hosting/", redirects.to("/projects/hosting/")),
    path("project-hosting/", redirects.to("/projects/hosting/")),
    path("3-forces/", redirects.to("/three-forces/")),
    path("code-of-conduct/", redirects.to("/about/#code-of-conduct")),
    path("privacy/", redirects.to("/about/#privacy")),
]
