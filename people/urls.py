"""The addresses of training, signing and recognition."""

from django.urls import path

from people import views

app_name = "people"

urlpatterns = [
    path("my-data/", views.my_data, name="my_data"),
    path("hr-files/", views.hr_imports, name="hr_imports"),
    path("hr-files/add/", views.hr_import_add, name="hr_import_add"),
    path("hr-files/template.<str:kind>", views.hr_template, name="hr_template"),
    path("hr-files/<uuid:uuid>/", views.hr_import, name="hr_import"),
    path("hr-files/<uuid:uuid>/take/", views.hr_import_take, name="hr_import_take"),
    path("hr-files/<uuid:uuid>/to-mend/", views.hr_import_wrong, name="hr_import_wrong"),
]
