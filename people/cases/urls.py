"""The addresses of reporting and of cases; no name and no reference stands in them."""

from django.urls import URLPattern

app_name = "cases"

urlpatterns: list[URLPattern] = []
