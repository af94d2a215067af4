from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationsConfig(AppConfig):
    name = "certifications"
    verbose_name = _("Certification")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from certifications import actions, looks, offers, policies, proofs, tasks, workflows  # noqa: F401  verbs, life cycles, offers and sweeps register on import
        from certifications.pack import making  # noqa: F401  and the job of packs
