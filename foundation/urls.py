"""All addresses. Each room names its own; the order here is the order they are tried in."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from foundation.pages.views.everywhere import search
from foundation.pages.views.media import media
from foundation.pages.views.timemachine import time_machine
from members.views import machine
from projects.catalogue.views import as_json as projects_json

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("admin/search/", search, name="everywhere"),
    path("admin/time-machine/", time_machine, name="time_machine"),
    path("admin/reports/", include("members.reports.urls")),
    path("admin/events/event/", include("events.editions.urls")),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("billing/", include("foundation.billing.urls")),
    path("members/", include("members.representation.urls")),
    path("", include("members.people.urls")),
    path("members/", include("members.applications.urls")),
    path("members/", include("members.urls")),
    path("members.json", machine.members_json, name="members_json"),
    path("projects/", include("projects.hosting.urls")),
    path("projects/", include("projects.deployments.urls")),
    path("", include("projects.funding.urls")),
    path("projects/", include("projects.governance.urls")),
    path("projects/", include("projects.forces.urls")),
    path("", include("projects.ecosystem.urls")),
    path("projects/", include("projects.catalogue.urls")),
    path("projects.json", projects_json, name="projects_json"),
    path("events/", include("events.registration.urls")),
    path("events/", include("events.registration.waiting.urls")),
    path("events/", include("events.ptg.urls")),
    path("events/", include("events.sponsorship.urls")),
    path("events/", include("events.mailings.urls")),
    path("events/", include("events.groups.urls")),
    path("", include("events.letters.urls")),
    path("events/", include("events.landing.urls")),
    path("", include("members.profiles.urls")),
    path("", include("projects.maintaining.urls")),
    path("", include("foundation.pages.news.urls")),
    path("", include("foundation.pages.urls")),
    path("media/<path:path>", media, name="media"),
]

handler400 = "foundation.pages.views.errors.bad_request"
handler403 = "foundation.pages.views.errors.forbidden"
handler404 = "foundation.pages.views.errors.not_found"
handler500 = "foundation.pages.views.errors.server_error"
