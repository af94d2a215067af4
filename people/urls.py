"""The addresses of training, signing and recognition."""

from django.urls import URLPattern, path

from people import views
from people.views import courses

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

# Courses, and who is asked to take them.
urlpatterns += [
    path("training/courses/", courses.courses, name="courses"),
    path("training/courses/add/", courses.course_add, name="course_add"),
    path("training/courses/<uuid:uuid>/", courses.course, name="course"),
    path("training/courses/<uuid:uuid>/edit/", courses.course_edit, name="course_edit"),
    path("training/courses/<uuid:uuid>/retire/", courses.course_retire, name="course_retire"),
    path("training/courses/<uuid:uuid>/assign/", courses.course_assign, name="course_assign"),
    path("training/<uuid:uuid>/", courses.assignment, name="assignment"),
]
