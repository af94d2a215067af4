from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "foundation.directory"
    label = "directory"
    verbose_name = _("Directory")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from foundation.directory import actions, found, importing, offers, own, tasks  # noqa: F401  verbs, kinds, cards and sweeps register
