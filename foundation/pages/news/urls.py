from django.urls import path

from foundation.pages.news.views import public, writing

app_name = "news"

urlpatterns = [
    path("news/", public.news, name="news"),
    path("news/feed/", public.feed, name="feed"),
    path("news/feed/<slug:slug>/", public.feed, name="project_feed"),
    path("news/<slug:slug>/", public.story, name="story"),
    path("news/<slug:slug>/picture.webp", public.picture, name="picture"),
    path(
        "news/<slug:slug>/picture-small.webp",
        public.picture,
        {"small": True},
        name="picture_small",
    ),
    path("me/news/", writing.stories, name="stories"),
    path("me/news/new/", writing.write, name="write"),
    path("me/news/<int:pk>/", writing.mine, name="mine"),
    path("me/news/<int:pk>/edit/", writing.write, name="edit"),
    path("me/news/<int:pk>/picture.webp", writing.picture, name="own_picture"),
]
