from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditsConfig(AppConfig):
    name = "audits"
    verbose_name = _("Audits")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audits import actions, looks, offers, policies, previews, proofs, tasks, workflows  # noqa: F401  verbs, life cycles, offers and sweeps register on import
