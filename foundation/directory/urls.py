"""The addresses of the administration of units, people, accounts and roles."""

from django.urls import path

from foundation.directory import views
from foundation.signin.fresh import fresh_sign_in_required as fresh

app_name = "directory"

urlpatterns = [
    path("units/", views.units, name="units"),
    path("units/add/", views.unit_add, name="unit_add"),
    path("units/<uuid:uuid>/", views.unit, name="unit"),
    path("units/<uuid:uuid>/edit/", views.unit_edit, name="unit_edit"),
    path("units/<uuid:uuid>/move/", views.unit_move, name="unit_move"),
    path("units/<uuid:uuid>/end/", views.unit_end, name="unit_end"),
    path("sites/", views.sites, name="sites"),
    path("sites/add/", views.site_add, name="site_add"),
    path("sites/<uuid:uuid>/", views.site, name="site"),
    path("sites/<uuid:uuid>/edit/", views.site_edit, name="site_edit"),
    path("sites/<uuid:uuid>/close/", views.site_close, name="site_close"),
    path("calendars/", views.calendars, name="calendars"),
    path("calendars/add/", views.calendar_add, name="calendar_add"),
    path("calendars/<uuid:uuid>/", views.calendar, name="calendar"),
    path("calendars/<uuid:uuid>/edit/", views.calendar_edit, name="calendar_edit"),
    path("calendars/<uuid:uuid>/holidays/add/", views.holiday_add, name="holiday_add"),
    path("calendars/<uuid:uuid>/holidays/import/", views.holidays_import, name="holidays_import"),
    path("calendars/<uuid:uuid>/holidays/take/", views.holidays_take, name="holidays_take"),
    path("calendars/<uuid:uuid>/holidays/<str:day>/remove/", views.holiday_remove, name="holiday_remove"),
    path("people/", views.people, name="people"),
    path("people/add/", views.person_add, name="person_add"),
    path("people/<uuid:uuid>/", views.person, name="person"),
    path("people/<uuid:uuid>/more/", views.person_more, name="person_more"),
    path("people/<uuid:uuid>/edit/", views.person_edit, name="person_edit"),
    path("people/<uuid:uuid>/job/", views.job_change, name="job_change"),
    path("people/<uuid:uuid>/absences/add/", views.leave_add, name="leave_add"),
    path("people/<uuid:uuid>/absences/<str:day>/end/", views.leave_end, name="leave_end"),
    path("people/<uuid:uuid>/leave/", views.person_leave, name="person_leave"),
    path("people/<uuid:uuid>/return/", views.person_return, name="person_return"),
    path("people/<uuid:uuid>/clear/", views.clearance_add, name="clearance_add"),
    path("clearances/", views.clearances, name="clearances"),
    path("clearances/<uuid:uuid>/withdraw/", views.clearance_withdraw, name="clearance_withdraw"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/add/", fresh(views.account_add), name="account_add"),
    path("accounts/add/outsider/", fresh(views.outsider_add), name="outsider_add"),
    path("accounts/<uuid:uuid>/", views.account, name="account"),
    path("accounts/<uuid:uuid>/name/", views.account_rename, name="account_rename"),
    path("accounts/<uuid:uuid>/address/", fresh(views.account_email), name="account_email"),
    path("accounts/<uuid:uuid>/invite/", views.account_invite, name="account_invite"),
    path("accounts/<uuid:uuid>/close/", fresh(views.account_close), name="account_close"),
    path("accounts/<uuid:uuid>/reopen/", fresh(views.account_reopen), name="account_reopen"),
    path("accounts/<uuid:uuid>/propose/", fresh(views.role_propose), name="role_propose"),
    path("roles/", views.roles, name="roles"),
    path("roles/<uuid:uuid>/end/", fresh(views.role_end), name="role_end"),
]
