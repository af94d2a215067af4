from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from people import actions, looks, offers, policies, tasks, workflows  # noqa: F401  verbs, life cycles, offers and sweeps register on import
