from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "people.cases"
    label = "cases"
    verbose_name = _("Violation cases")
    own_log = True  # nothing of it is in the one log, and nobody looks for it there
    default_auto_field = "django.db.models.BigAutoField"
