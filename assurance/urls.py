"""The addresses of evidence, frameworks, processes, guiding documents and controls."""

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
    path("evidence/links/<uuid:uuid>/remove/", views.evidence_unlink, name="evidence_unlink"),
    path("evidence/<uuid:uuid>/", views.evidence, name="evidence"),
    path("evidence/<uuid:uuid>/version/", views.version_add, name="version_add"),
    path("processes/", views.processes, name="processes"),
    path("processes/add/", views.process_add, name="process_add"),
    path("processes/<uuid:uuid>/", views.process, name="process"),
    path("processes/<uuid:uuid>/owner/", views.process_owner, name="process_owner"),
    path("documents/", views.documents, name="documents"),
    path("documents/add/", views.document_add, name="document_add"),
    path("documents/<uuid:uuid>/", views.document, name="document"),
    path("documents/<uuid:uuid>/change/", views.document_change, name="document_change"),
    path("documents/<uuid:uuid>/version/", views.document_write, name="document_write"),
    path("documents/versions/<uuid:uuid>/change/", views.document_revise, name="document_revise"),
    path("frameworks/", views.frameworks, name="frameworks"),
    path("frameworks/<uuid:uuid>/", views.framework, name="framework"),
    path("requirements/<uuid:uuid>/", views.requirement, name="requirement"),
    path("controls/", views.controls, name="controls"),
    path("controls/add/", views.control_add, name="control_add"),
    path("controls/<uuid:uuid>/", views.control, name="control"),
    path("controls/<uuid:uuid>/edit/", views.control_edit, name="control_edit"),
    path("matrix/", views.matrix, name="matrix"),
    path("matrix/list/", views.cells, name="cells"),
    path("matrix/change/", views.cells_change, name="cells_change"),
    path("matrix/processes/<uuid:uuid>/", views.matrix_add, name="matrix_add"),
    path("matrix/<uuid:uuid>/", views.cell, name="cell"),
    path("matrix/<uuid:uuid>/edit/", views.cell_edit, name="cell_edit"),
    path("matrix/<uuid:uuid>/exclude/", views.cell_exclude, name="cell_exclude"),
    path("matrix/<uuid:uuid>/include/", views.cell_include, name="cell_include"),
    path("matrix/<uuid:uuid>/evidence/", views.cell_evidence, name="cell_evidence"),
    path("controls/<uuid:uuid>/guidance/", views.control_guidance, name="control_guidance"),
]
