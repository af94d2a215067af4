"""The addresses of evidence, frameworks, processes and controls."""

from django.urls import path

from assurance import views

app_name = "assurance"

urlpatterns = [
    path("evidence/", views.evidence_list, name="evidence_list"),
    path("evidence/mine/", views.evidence_mine, name="evidence_mine"),
    path("evidence/all/", views.evidence_all, name="evidence_all"),
    path("evidence/add/", views.evidence_add, name="evidence_add"),
    path("evidence/attach/", views.evidence_attach, name="evidence_attach"),
    path("evidence/files/<uuid:uuid>/", views.evidence_file, name="evidence_file"),
    path("evidence/files/<uuid:uuid>/clear/", views.file_clear, name="file_clear"),
    path("evidence/gaps/", views.evidence_gaps, name="evidence_gaps"),
    path("evidence/holds/<uuid:uuid>/lift/", views.hold_lift, name="hold_lift"),
    path("evidence/requests/", views.request_list, name="requests"),
    path("evidence/requests/add/", views.request_add, name="request_add"),
    path("evidence/requests/<uuid:uuid>/", views.request_page, name="request"),
    path("evidence/links/<uuid:uuid>/remove/", views.evidence_unlink, name="evidence_unlink"),
    path("evidence/<uuid:uuid>/", views.evidence, name="evidence"),
    path("evidence/<uuid:uuid>/hold/", views.evidence_hold, name="evidence_hold"),
    path("evidence/<uuid:uuid>/version/", views.version_add, name="version_add"),
    path("processes/", views.processes, name="processes"),
    path("processes/add/", views.process_add, name="process_add"),
    path("processes/<uuid:uuid>/", views.process, name="process"),
    path("processes/<uuid:uuid>/owner/", views.process_owner, name="process_owner"),
    path("frameworks/", views.frameworks, name="frameworks"),
    path("frameworks/<uuid:uuid>/", views.framework, name="framework"),
    path("requirements/<uuid:uuid>/", views.requirement, name="requirement"),
    path("controls/", views.controls, name="controls"),
    path("controls/add/", views.control_add, name="control_add"),
    path("controls/<uuid:uuid>/", views.control, name="control"),
]
