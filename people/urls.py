"""The addresses of training, signing and recognition."""

from django.urls import URLPattern, path

from people import views

app_name = "people"

urlpatterns: list[URLPattern] = [
    path("recognition/", views.wall, name="wall"),
    path("recognition/mine/", views.my_nominations, name="my_nominations"),
    path("recognition/by-unit/", views.awards, name="awards"),
    path("recognition/nominations/", views.nominations, name="nominations"),
    path("recognition/nominations/add/", views.nomination_add, name="nomination_add"),
    path("recognition/nominations/<uuid:uuid>/", views.nomination, name="nomination"),
    path("recognition/nominations/<uuid:uuid>/edit/", views.nomination_edit, name="nomination_edit"),
    path("recognition/nominations/<uuid:uuid>/hold/", views.nomination_hold, name="nomination_hold"),
]
