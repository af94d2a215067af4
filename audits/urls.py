"""The addresses of audits, their fieldwork and findings."""

from django.urls import path

from audits import views

app_name = "audits"

urlpatterns = [
    path("", views.audits, name="audits"),
    path("schedule/", views.schedule, name="schedule"),
    path("programme/", views.programme, name="programme"),
    path("programme/add/", views.line_add, name="line_add"),
    path("programme/<uuid:uuid>/", views.line, name="line"),
    path("programme/<uuid:uuid>/end/", views.line_end, name="line_end"),
    path("programmes/add/", views.programme_add, name="programme_add"),
    path("programmes/<uuid:uuid>/", views.programme_record, name="programme_record"),
    path("programmes/<uuid:uuid>/year/", views.programme_year, name="programme_year"),
    path("coverage/", views.coverage, name="coverage"),
    path("findings/", views.findings, name="findings"),
    path("findings/<uuid:uuid>/", views.finding, name="finding"),
    path("finding-templates/", views.finding_templates, name="finding_templates"),
    path("finding-templates/add/", views.finding_template_add, name="finding_template_add"),
    path("finding-templates/<uuid:uuid>/", views.finding_template, name="finding_template"),
    path("finding-templates/<uuid:uuid>/retire/", views.finding_template_retire, name="finding_template_retire"),
    path("checklists/", views.checklist_templates, name="checklist_templates"),
    path("checklists/add/", views.checklist_template_add, name="checklist_template_add"),
    path("checklists/<uuid:uuid>/", views.checklist_template, name="checklist_template"),
    path("checklists/<uuid:uuid>/begin/", views.version_start, name="version_start"),
    path("checklists/versions/<uuid:uuid>/choose/", views.questions_choose, name="questions_choose"),
    path("checklists/versions/<uuid:uuid>/write/", views.question_write, name="question_write"),
    path("checklists/questions/<uuid:uuid>/drop/", views.question_drop, name="question_drop"),
    path("actions/<uuid:uuid>/complete/", views.complete, name="complete_action"),
    path("<uuid:uuid>/", views.audit, name="audit"),
    path("<uuid:uuid>/report/", views.report, name="report"),
    path("<uuid:uuid>/compare/", views.compare, name="compare"),
    path("<uuid:uuid>/compare/<uuid:other>/", views.comparison, name="comparison"),
    path("<uuid:uuid>/fieldwork/", views.fieldwork, name="fieldwork"),
    path("<uuid:uuid>/fieldwork/dues/", views.finding_dues, name="finding_dues"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/", views.fieldwork_item, name="fieldwork_item"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/save/", views.fieldwork_save, name="fieldwork_save"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/evidence/", views.fieldwork_evidence, name="fieldwork_evidence"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/finding/", views.log_finding, name="log_finding"),
    path("findings/<uuid:uuid>/edit/", views.edit_finding, name="edit_finding"),
]
