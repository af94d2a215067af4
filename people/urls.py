"""The addresses of training, signing and recognition."""

from django.urls import URLPattern, path

from people.views import courses, home, team, training_states

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

# Everybody's own page, teams, and how training stands.
urlpatterns += [
    path("me/", home.own_page, name="own_page"),
    path("team/", team.team, name="team"),
    path("team/remind/", team.remind_many, name="remind_many"),
    path("team/<uuid:uuid>/remind/", team.remind_one, name="remind"),
    path("training/matrix/", training_states.training_matrix, name="training_matrix"),
    path("training/people/", training_states.training_people, name="training_people"),
]
