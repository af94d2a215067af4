"""The addresses of the API: the collections each app names, the schema and the page that shows it."""

from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

import assurance.api
import audits.api
import certifications.api
import foundation.api.rooms
import people.api
from foundation.api.pages import Docs, NotThere, Schema

ROOMS = (foundation.api.rooms, assurance.api, audits.api, certifications.api, people.api)

router = SimpleRouter(use_regex_path=False)
for room in ROOMS:
    for prefix, doors in {**room.ROUTES, **room.WITHIN}.items():
        router.register(prefix, doors, basename=doors.noun)

app_name = "api"

v1 = [
    *router.urls,
    *[
        path(f"{prefix}/", doors.as_view({"get": "show"}, basename=doors.noun), name=doors.noun)
        for room in ROOMS
        for prefix, doors in room.SINGLE.items()
    ],
    re_path(r"", NotThere.as_view(dict.fromkeys(("get", "post", "patch"), "nothing")), name="nothing"),
]

urlpatterns = [
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="docs"),
    path("v1/", include(v1)),
]
