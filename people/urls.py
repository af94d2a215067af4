"""The addresses of training, signing and recognition."""

from django.urls import URLPattern, path

from people.views import attestation as signing
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

# Signing: one's own documents, campaigns, and who signed what.
urlpatterns += [
    path("signing/", signing.to_sign, name="to_sign"),
    path("signing/campaigns/", signing.campaigns, name="campaigns"),
    path("signing/campaigns/plan/", signing.campaign_add, name="campaign_add"),
    path("signing/campaigns/<uuid:uuid>/", signing.campaign, name="campaign"),
    path("signing/campaigns/<uuid:uuid>/edit/", signing.campaign_edit, name="campaign_edit"),
    path("signing/campaigns/<uuid:uuid>/remind/", signing.campaign_remind, name="campaign_remind"),
    path("signing/answers/", signing.attestations, name="attestations"),
    path("signing/<uuid:uuid>/", signing.attestation, name="attestation"),
    path("signing/<uuid:uuid>/read/", signing.attestation_read, name="attestation_read"),
    path("signing/<uuid:uuid>/sign/", signing.attestation_sign, name="attestation_sign"),
    path("signing/<uuid:uuid>/pages/<int:page>/", signing.attestation_page, name="attestation_page"),
]
