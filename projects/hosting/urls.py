from django.urls import path

from projects.hosting.views import enquiring, reviewing
from projects.hosting.views import path as paths

app_name = "hosting"

# Their last parts are secrets: whoever has the link may see the enquiry, or write in the review.
LINK = "hosting/enquiry/<slug:reference>/<slug:secret>/"
REVIEW = "hosting/review/<slug:reference>/<slug:secret>/"

urlpatterns = [
    path("hosting/", enquiring.hosting, name="hosting"),
    path("services/", enquiring.service_table, name="services"),
    path("hosting/enquiry/", enquiring.enquiry, name="enquiry"),
    path(LINK, enquiring.status, name="status"),
    path(f"{LINK}message/", enquiring.message, name="message"),
    path(f"{LINK}withdraw/", enquiring.withdraw, name="withdraw"),
    path(f"{LINK}leave/", enquiring.leave, name="leave"),
    path("hosting/review/<slug:reference>/", reviewing.own, name="own_review"),
    path(REVIEW, reviewing.review, name="review"),
    path(f"{REVIEW}withdraw/", reviewing.withdraw, name="withdraw_review"),
    path("<slug:slug>/path/", paths.path, name="path"),
    path("<slug:slug>/path/comment/", paths.comment, name="comment"),
    path("<slug:slug>/path/commented/", paths.commented, name="commented"),
]
