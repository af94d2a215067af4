"""The addresses of reporting and of cases; no name and no reference stands in them."""

from django.urls import path

from people.cases import views

app_name = "cases"

urlpatterns = [
    path("", views.report, name="report"),
    path("follow/", views.follow, name="follow"),
    path("confidential/", views.home, name="home"),
    path("confidential/take/", views.take_report, name="take_report"),
    path("confidential/numbers/", views.numbers, name="numbers"),
    path("confidential/opened/", views.openings, name="openings"),
    path("confidential/reports/<uuid:uuid>/", views.own_report, name="own_report"),
    path("confidential/matters/<uuid:uuid>/", views.own_case, name="own_case"),
    path("confidential/matters/<uuid:uuid>/files/<uuid:file>/", views.own_file, name="own_file"),
    path("confidential/matters/<uuid:uuid>/letters/<slug:kind>/", views.own_letter, name="own_letter"),
    path("confidential/cases/<uuid:uuid>/", views.case, name="case"),
    path("confidential/cases/<uuid:uuid>/steps/<slug:name>/", views.case_step, name="case_step"),
    path("confidential/cases/<uuid:uuid>/seals/<slug:seal>/", views.seal, name="seal"),
    path("confidential/cases/<uuid:uuid>/add/<slug:what>/", views.case_add, name="case_add"),
    path("confidential/cases/<uuid:uuid>/within/<slug:what>/<uuid:row>/", views.case_within, name="case_within"),
    path("confidential/cases/<uuid:uuid>/interviews/<uuid:row>/", views.interview, name="interview"),
    path("confidential/cases/<uuid:uuid>/files/<uuid:file>/", views.case_file, name="case_file"),
    path("confidential/cases/<uuid:uuid>/letters/<slug:kind>/", views.case_letter, name="case_letter"),
    path("confidential/cases/<uuid:uuid>/<slug:part>/", views.case_part, name="case_part"),
]
