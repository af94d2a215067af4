"""The addresses of training, signing and recognition."""

from django.urls import URLPattern, path

from people.views import courses

app_name = "people"

urlpatterns: list[URLPattern] = []

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
