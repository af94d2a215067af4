from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FoundationConfig(AppConfig):
    name = "foundation"
    verbose_name = _("Foundation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from foundation import approvals, checks, comments, first_words, guides, menu, policies, policy_sight, tokens  # noqa: F401  they register
        from foundation import tasks as _tasks  # noqa: F401  the sweep of figures registers
        from foundation.imports import jobs, offers  # noqa: F401  jobs, the life cycle, cards and looks register
        from foundation.ledger import offers as _ledger  # noqa: F401  the card, terms, looks and the job register
        from foundation.reports import board, letters  # noqa: F401  the paper of the board and the mail about a file register
        from foundation.signin import invitations, limits, links, receivers, recovery  # noqa: F401  letters, verbs, receivers register
        from foundation.subscriptions import clock  # noqa: F401  the sweep registers
        from foundation.webhooks import actions, forms, looks, sights, workflow  # noqa: F401  verbs, steps and looks register
