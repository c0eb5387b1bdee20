from django.urls import path

from projects.deployments.views import answering, beginning, public

app_name = "deployments"

SURVEY = "deployments/survey/"
# Its last part is a secret: whoever has the link may read and change the answer.
DOOR = f"{SURVEY}<slug:reference>/<slug:secret>/"

urlpatterns = [
    path("deployments/", public.everything, name="everything"),
    path("deployments.json", public.everything_json, name="everything_json"),
    path(SURVEY, beginning.begin, name="begin"),
    path(f"{SURVEY}represent/", beginning.represent, name="represent"),
    path(DOOR, answering.answer, name="answer"),
    path(f"{DOOR}organization/", answering.organization, name="organization"),
    path(f"{DOOR}projects/", answering.projects, name="projects"),
    path(f"{DOOR}details/", answering.details, name="details"),
    path(f"{DOOR}details/<slug:project>/", answering.project, name="project"),
    path(f"{DOOR}sharing/", answering.sharing, name="sharing"),
    path(f"{DOOR}check/", answering.check, name="check"),
    path(f"{DOOR}withdraw/", answering.withdraw, name="withdraw"),
    path(f"{DOOR}again/", answering.again, name="again"),
    path("<slug:slug>/users/", public.users, name="users"),
    path("<slug:slug>/users.json", public.users_json, name="users_json"),
]
