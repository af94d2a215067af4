"""The addresses of grants and rooms."""

from django.urls import URLPattern

app_name = "certifications"

urlpatterns: list[URLPattern] = []
