from django.urls import path

from members.people.views import affiliations, data, directory, join, membership, profile, voting

app_name = "people"

urlpatterns = [
    path("members/people/", directory.directory, name="directory"),
    path("members/people/<slug:slug>/", directory.person, name="person"),
    path("members/people/<slug:slug>/photo/", directory.photo, name="photo"),
    path("members/people/<slug:slug>/email/", directory.email, name="email"),
    path("members/join/individual/", join.individual, name="individual"),
    path("members/join/individual/sign/", join.apply, name="apply"),
    path("me/profile/", profile.profile, name="profile"),
    path("me/profile/photo/", profile.photo, name="my_photo"),
    path("me/profile/photo/change/", profile.change_photo, name="change_photo"),
    path("me/affiliations/", affiliations.affiliations, name="affiliations"),
    path("me/affiliations/<int:pk>/end/", affiliations.end, name="end_affiliation"),
    path("me/affiliations/<int:pk>/remove/", affiliations.remove, name="remove_affiliation"),
    path("me/data/", data.data, name="data"),
    path("me/data/my-data.zip", data.export, name="export"),
    path("me/data/erase/", data.erase, name="erase"),
    path("me/data/erased/", data.erased, name="erased"),
    path("me/membership/", membership.membership, name="membership"),
    path("me/membership/resign/", membership.resign, name="resign"),
    path("me/membership/voting/<slug:secret>/", voting.answer, name="voting_answer"),
]
