"""The addresses of certificates and grants (inside) and of rooms (outside)."""

from django.urls import path

from certifications import views

app_name = "certifications"

urlpatterns = [
    path("certificates/", views.certificates, name="certificates"),
    path("grants/", views.grants, name="grants"),
    path("grants/request/", views.grant_add, name="grant_add"),
    path("grants/questions/<uuid:uuid>/", views.question, name="question"),
    path("grants/<uuid:uuid>/", views.grant, name="grant"),
    path("grants/<uuid:uuid>/edit/", views.grant_edit, name="grant_edit"),
    path("grants/<uuid:uuid>/renew/", views.grant_renew, name="grant_renew"),
    path("grants/<uuid:uuid>/log/", views.grant_log, name="grant_log"),
    path("room/", views.rooms, name="rooms"),
    path("room/<uuid:grant>/", views.room, name="room"),
    path("room/<uuid:grant>/rules/", views.room_rules, name="room_rules"),
    path("room/<uuid:grant>/clauses/<uuid:uuid>/", views.room_clause, name="room_clause"),
    path("room/<uuid:grant>/audits/<uuid:uuid>/", views.room_audit, name="room_audit"),
    path("room/<uuid:grant>/findings/<uuid:uuid>/", views.room_finding, name="room_finding"),
    path("room/<uuid:grant>/evidence/<uuid:uuid>/", views.room_evidence, name="room_evidence"),
    path("room/<uuid:grant>/files/<uuid:uuid>/", views.room_file, name="room_file"),
    path("room/<uuid:grant>/questions/", views.room_questions, name="room_questions"),
    path("room/<uuid:grant>/questions/<uuid:uuid>/", views.room_question, name="room_question"),
    path("room/<uuid:grant>/samples/", views.room_samples, name="room_samples"),
    path("room/<uuid:grant>/log/", views.room_log, name="room_log"),
    path("certificates/plan/", views.certificate_add, name="certificate_add"),
    path("certificates/schemes/", views.schemes, name="schemes"),
    path("certificates/schemes/add/", views.scheme_add, name="scheme_add"),
    path("certificates/schemes/<uuid:uuid>/", views.scheme, name="scheme"),
    path("certificates/schemes/<uuid:uuid>/edit/", views.scheme_edit, name="scheme_edit"),
    path("certificates/bodies/", views.bodies, name="bodies"),
    path("certificates/bodies/add/", views.body_add, name="body_add"),
    path("certificates/bodies/<uuid:uuid>/", views.body, name="body"),
    path("certificates/bodies/<uuid:uuid>/edit/", views.body_edit, name="body_edit"),
    path("certificates/<uuid:uuid>/", views.certificate, name="certificate"),
    path("certificates/<uuid:uuid>/edit/", views.certificate_edit, name="certificate_edit"),
]

urlpatterns += [
    path("inspections/", views.inspections, name="inspections"),
    path("inspections/request/", views.inspection_add, name="inspection_add"),
    path("inspections/<uuid:uuid>/", views.inspection, name="inspection"),
    path("room/<uuid:grant>/inspections/<uuid:uuid>/", views.room_inspection, name="room_inspection"),
    path("inspectors/", views.authorisations, name="authorisations"),
    path("inspectors/add/", views.authorisation_add, name="authorisation_add"),
    path("inspectors/<uuid:uuid>/", views.authorisation, name="authorisation"),
    path("inspectors/<uuid:uuid>/edit/", views.authorisation_edit, name="authorisation_edit"),
    path("delivery-services/", views.services, name="services"),
    path("delivery-services/add/", views.service_add, name="service_add"),
    path("delivery-services/<uuid:uuid>/", views.service, name="service"),
    path("delivery-services/<uuid:uuid>/edit/", views.service_edit, name="service_edit"),
    path("conformity/", views.conformities, name="conformities"),
    path("conformity/add/", views.conformity_add, name="conformity_add"),
    path("conformity/<uuid:uuid>/", views.conformity, name="conformity"),
    path("conformity/<uuid:uuid>/edit/", views.conformity_edit, name="conformity_edit"),
]

# Centres, their visits, authorities, and the page for everybody.
urlpatterns += [
    path("centres/", views.centres, name="centres"),
    path("centres/propose/", views.centre_add, name="centre_add"),
    path("centres/assessments/", views.assessments, name="assessments"),
    path("centres/assessments/write/", views.assessment_add, name="assessment_add"),
    path("centres/assessments/<uuid:uuid>/", views.assessment, name="assessment"),
    path("centres/visits/", views.visits, name="visits"),
    path("centres/visits/<uuid:uuid>/", views.visit, name="visit"),
    path("centres/authorities/", views.authorities, name="authorities"),
    path("centres/authorities/register/", views.authority_add, name="authority_add"),
    path("centres/authorities/<uuid:uuid>/", views.authority, name="authority"),
    path("centres/authorities/<uuid:uuid>/edit/", views.authority_edit, name="authority_edit"),
    path("centres/authorities/<uuid:uuid>/call-back/", views.authority_call, name="authority_call"),
    path("centres/published/", views.items, name="items"),
    path("centres/published/write/", views.item_add, name="item_add"),
    path("centres/published/<uuid:uuid>/", views.item, name="public_item"),
    path("centres/<uuid:uuid>/", views.centre, name="centre"),
    path("centres/<uuid:uuid>/book/", views.visit_add, name="visit_add"),
    path("transparency/", views.transparency, name="transparency"),
]
