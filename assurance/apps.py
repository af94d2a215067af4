from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssuranceConfig(AppConfig):
    name = "assurance"
    verbose_name = _("Assurance")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from assurance import actions, offers, policies, scanning, tasks, workflows  # noqa: F401  verbs, life cycles, offers and sweeps register on import
