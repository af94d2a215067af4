from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "people.cases"
    label = "cases"
    verbose_name = _("Violation cases")
    default_auto_field = "django.db.models.BigAutoField"
