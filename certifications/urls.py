"""The addresses of certificates and grants (inside) and of rooms (outside)."""

from django.urls import path

from certifications import views
from certifications.views import cycles

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
    path("soa/", views.soas, name="soas"),
    path("soa/start/", views.soa_start, name="soa_start"),
    path("soa/<uuid:uuid>/", views.soa, name="soa"),
    path("soa/<uuid:uuid>/lines/", views.soa_lines, name="soa_lines"),
    path("soa/<uuid:uuid>/lines/set/", views.soa_lines_set, name="soa_lines_set"),
    path("soa/<uuid:uuid>/lines/<uuid:line>/", views.soa_line, name="soa_line"),
    path("soa/<uuid:uuid>/revise/", views.soa_revise, name="soa_revise"),
    path("soa/<uuid:uuid>/against/<uuid:other>/", views.soa_difference, name="soa_difference"),
    path("certificates/<uuid:uuid>/soa/", views.certificate_soa, name="certificate_soa"),
    path("room/", views.rooms, name="rooms"),
    path("room/<uuid:grant>/", views.room, name="room"),
    path("room/<uuid:grant>/rules/", views.room_rules, name="room_rules"),
    path("room/<uuid:grant>/clauses/<uuid:uuid>/", views.room_clause, name="room_clause"),
    path("room/<uuid:grant>/audits/<uuid:uuid>/", views.room_audit, name="room_audit"),
    path("room/<uuid:grant>/findings/<uuid:uuid>/", views.room_finding, name="room_finding"),
    path("room/<uuid:grant>/soa/", views.room_soas, name="room_soas"),
    path("room/<uuid:grant>/soa/<uuid:uuid>/", views.room_soa, name="room_soa"),
    path("room/<uuid:grant>/evidence/<uuid:uuid>/", views.room_evidence, name="room_evidence"),
    path("room/<uuid:grant>/files/<uuid:uuid>/", views.room_file, name="room_file"),
    path("room/<uuid:grant>/questions/", views.room_questions, name="room_questions"),
    path("room/<uuid:grant>/questions/<uuid:uuid>/", views.room_question, name="room_question"),
    path("room/<uuid:grant>/samples/", views.room_samples, name="room_samples"),
    path("room/<uuid:grant>/log/", views.room_log, name="room_log"),
    path("certificates/<uuid:uuid>/cycle/", cycles.certificate_cycle, name="certificate_cycle"),
    path("certificates/<uuid:uuid>/cycle/plan/", cycles.cycle_plan, name="cycle_plan"),
    path("certificates/<uuid:uuid>/cycle/link/", cycles.cycle_link, name="cycle_link"),
    path("certificates/cycle-audits/<uuid:uuid>/unlink/", cycles.cycle_unlink, name="cycle_unlink"),
    path("certificates/<uuid:uuid>/since/", cycles.certificate_lineage, name="certificate_lineage"),
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
