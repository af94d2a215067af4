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
    path("evidence/links/<uuid:uuid>/remove/", views.evidence_unlink, name="evidence_unlink"),
    path("evidence/<uuid:uuid>/", views.evidence, name="evidence"),
    path("evidence/<uuid:uuid>/version/", views.version_add, name="version_add"),
    path("processes/", views.processes, name="processes"),
    path("processes/add/", views.process_add, name="process_add"),
    path("processes/<uuid:uuid>/", views.process, name="process"),
    path("processes/<uuid:uuid>/owner/", views.process_owner, name="process_owner"),
    path("frameworks/", views.frameworks, name="frameworks"),
    path("frameworks/read/", views.framework_read, name="framework_read"),
    path("frameworks/imports/<uuid:uuid>/", views.framework_import, name="framework_import"),
    path("frameworks/imports/<uuid:uuid>/take/", views.framework_take, name="framework_take"),
    path("frameworks/<uuid:uuid>/", views.framework, name="framework"),
    path("frameworks/<uuid:uuid>/transition/", views.framework_transition, name="framework_transition"),
    path("frameworks/<uuid:uuid>/activate/", views.framework_activate, name="framework_activate"),
    path("requirements/<uuid:uuid>/", views.requirement, name="requirement"),
    path("requirements/<uuid:uuid>/map/", views.requirement_map, name="requirement_map"),
    path("mappings/<uuid:uuid>/remove/", views.requirement_unmap, name="requirement_unmap"),
    path("controls/", views.controls, name="controls"),
    path("controls/add/", views.control_add, name="control_add"),
    path("controls/<uuid:uuid>/", views.control, name="control"),
    path("suppliers/", views.suppliers, name="suppliers"),
    path("suppliers/gaps/", views.supplier_gaps, name="supplier_gaps"),
    path("suppliers/add/", views.supplier_add, name="supplier_add"),
    path("suppliers/<uuid:uuid>/", views.supplier, name="supplier"),
    path("suppliers/<uuid:uuid>/edit/", views.supplier_edit, name="supplier_edit"),
    path("suppliers/<uuid:uuid>/assess/", views.supplier_assess, name="supplier_assess"),
    path("suppliers/<uuid:uuid>/agreement/", views.supplier_agreement, name="supplier_agreement"),
    path("suppliers/<uuid:uuid>/statement/", views.supplier_statement, name="supplier_statement"),
    path("components/", views.components, name="components"),
    path("components/add/", views.component_add, name="component_add"),
    path("components/<uuid:uuid>/", views.component, name="component"),
    path("components/<uuid:uuid>/edit/", views.component_edit, name="component_edit"),
    path("products/", views.products, name="products"),
    path("products/add/", views.product_add, name="product_add"),
    path("products/<uuid:uuid>/", views.product, name="product"),
    path("products/<uuid:uuid>/version/", views.product_version_add, name="product_version_add"),
    path("product-versions/<uuid:uuid>/edit/", views.product_version_edit, name="product_version_edit"),
    path("product-versions/<uuid:uuid>/build/", views.build_add, name="build_add"),
]
