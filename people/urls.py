"""The addresses of training, signing and recognition."""

from django.urls import path

from people.views import home, team, training_states

app_name = "people"

urlpatterns = [
    path("me/", home.own_page, name="own_page"),
    path("team/", team.team, name="team"),
    path("team/remind/", team.remind_many, name="remind_many"),
    path("team/<uuid:uuid>/remind/", team.remind_one, name="remind"),
    path("training/matrix/", training_states.training_matrix, name="training_matrix"),
    path("training/people/", training_states.training_people, name="training_people"),
]
