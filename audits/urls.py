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
    path("auditors/", views.auditors, name="auditors"),
    path("auditors/add/", views.qualification_add, name="qualification_add"),
    path("auditors/<uuid:uuid>/change/", views.qualification_change, name="qualification_change"),
    path("independence/", views.independence, name="independence"),
    path("independence/declare/", views.conflict_declare, name="conflict_declare"),
    path("independence/<uuid:uuid>/end/", views.conflict_end, name="conflict_end"),
    path("independence/<uuid:uuid>/decide/", views.conflict_decide, name="conflict_decide"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/make/", views.calendar_make, name="calendar_make"),
    path("calendar/revoke/", views.calendar_revoke, name="calendar_revoke"),
    path("meetings/<uuid:uuid>/attendance/", views.attendance, name="attendance"),
    path("seats/<uuid:uuid>/accept/", views.seat_accept, name="seat_accept"),
    path("seats/<uuid:uuid>/days/", views.seat_days, name="seat_days"),
    path("seats/<uuid:uuid>/remove/", views.seat_remove, name="seat_remove"),
    path("sessions/<uuid:uuid>/change/", views.session_change, name="session_change"),
    path("sessions/<uuid:uuid>/cancel/", views.session_cancel, name="session_cancel"),
    path("findings/", views.findings, name="findings"),
    path("findings/<uuid:uuid>/", views.finding, name="finding"),
    path("actions/<uuid:uuid>/complete/", views.complete, name="complete_action"),
    path("<uuid:uuid>/", views.audit, name="audit"),
    path("<uuid:uuid>/plan/", views.plan, name="plan"),
    path("<uuid:uuid>/outsiders/add/", views.outsider_add, name="outsider_add"),
    path("<uuid:uuid>/plan/add/", views.session_add, name="session_add"),
    path("<uuid:uuid>/calendar.ics", views.audit_calendar, name="audit_calendar"),
    path("<uuid:uuid>/report/", views.report, name="report"),
    path("<uuid:uuid>/fieldwork/", views.fieldwork, name="fieldwork"),
    path("<uuid:uuid>/fieldwork/dues/", views.finding_dues, name="finding_dues"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/", views.fieldwork_item, name="fieldwork_item"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/save/", views.fieldwork_save, name="fieldwork_save"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/evidence/", views.fieldwork_evidence, name="fieldwork_evidence"),
    path("<uuid:uuid>/fieldwork/<uuid:item>/finding/", views.log_finding, name="log_finding"),
    path("findings/<uuid:uuid>/edit/", views.edit_finding, name="edit_finding"),
]
