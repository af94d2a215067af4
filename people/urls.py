"""The addresses of training, signing and recognition."""

from django.urls import URLPattern

app_name = "people"

urlpatterns: list[URLPattern] = []
