from django.urls import URLPattern

app_name = "ptg"

urlpatterns: list[URLPattern] = []
