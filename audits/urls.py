"""The addresses of audits, their fieldwork and findings."""

from django.urls import path

from audits import views

app_name = "audits"

urlpatterns = [
    path("", views.audits, name="audits"),
    path("schedule/", views.schedule, name="schedule"),
    path("programme/", views.programme, name="programme"),
    path("programme/add/", views.line_add, name="line_add"),
    path("programme/<uuid:uuid>/end/", views.line_end, name="line_end"),
    path("findings/", views.findings, name="findings"),
    path("findings/<uuid:uuid>/", views.finding, name="finding"),
    path("actions/<uuid:uuid>/complete/", views.complete, name="complete_action"),
    path("papers/<uuid:uuid>/", views.working_paper, name="working_paper"),
    path("papers/<uuid:uuid>/change/", views.paper_change, name="paper_change"),
    path("papers/<uuid:uuid>/sign-off/", views.paper_sign_off, name="paper_sign_off"),
    path("papers/<uuid:uuid>/take-back/", views.paper_take_back, name="paper_take_back"),
    path("samples/<uuid:uuid>/", views.sample, name="sample"),
    path("samples/<uuid:uuid>/finish/", views.sample_finish, name="sample_finish"),
    path("samples/<uuid:uuid>/items/<uuid:item>/", views.sample_item, name="sample_item"),
    path("<uuid:uuid>/samples/add/", views.sample_add, name="sample_add"),
    path("<uuid:uuid>/sites/", views.sites, name="sites"),
    path("<uuid:uuid>/papers/", views.papers, name="papers"),
    path("<uuid:uuid>/papers/add/", views.paper_add, name="paper_add"),
    path("<uuid:uuid>/", views.audit, name="audit"),
    path("<uuid:uuid>/report/", views.report, name="report"),
    path("<uuid:uuid>/fieldwork/", views.fieldwork, name="fieldwork"),
    path("<uuid:uuid>/fieldwork/dues/", views.finding_dues, name="finding_dues"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/", views.fieldwork_item, name="fieldwork_item"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/save/", views.fieldwork_save, name="fieldwork_save"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/evidence/", views.fieldwork_evidence, name="fieldwork_evidence"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/finding/", views.log_finding, name="log_finding"),
    path("findings/<uuid:uuid>/edit/", views.edit_finding, name="edit_finding"),
]
