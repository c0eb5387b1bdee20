from django.urls import path

from events.editions import views

app_name = "editions"

urlpatterns = [path("<int:pk>/next-edition/", views.copy, name="copy")]
