from django.urls import path

from members.applications.views import beginning, documents, page, public, steps

app_name = "applications"

DOOR = "applications/<slug:reference>/<slug:secret>/"

urlpatterns = [
    path("join/organization/", beginning.begin, name="begin"),
    path("applications/", public.applications, name="public"),
    path(DOOR, page.page, name="page"),
    path(f"{DOOR}answer/", page.answer, name="answer"),
    path(f"{DOOR}withdraw/", page.withdraw, name="withdraw"),
    path(f"{DOOR}erase/", page.erase, name="erase"),
    path(f"{DOOR}register/", steps.recognize, name="register"),
    path(f"{DOOR}check/", steps.check, name="check"),
    path(f"{DOOR}documents/", documents.documents, name="documents"),
    path(f"{DOOR}documents/<int:number>/", documents.document, name="document"),
    path(f"{DOOR}documents/<int:number>/remove/", documents.remove, name="remove"),
    path(f"{DOOR}<slug:slug>/", steps.step, name="step"),
]
