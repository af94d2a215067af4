from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "people.cases"
    label = "cases"
    verbose_name = _("Violation cases")
    default_auto_field = "django.db.models.BigAutoField"
    own_log = True  # nothing of it is in the one log, and nobody looks for it there

    def ready(self) -> None:
        from people.cases import actions, looks, offers, policies, tasks, workflows  # noqa: F401  verbs, life cycle, offers and sweeps register on import
