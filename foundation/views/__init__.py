from foundation.views.account import account, mails_of_mine
from foundation.views.administration import administration
from foundation.views.approvals import approval, approvals, withdraw
from foundation.views.board import board, comparison
from foundation.views.comments import comment
from foundation.views.edits import edit_rows
from foundation.views.help import glossary, guide_read, help_page
from foundation.views.home import home
from foundation.views.imports import (
    file_import,
    import_add,
    import_columns,
    import_errors,
    import_take,
    import_template,
    import_undo,
    imports,
)
from foundation.views.jobs import job
from foundation.views.ledger import ledger, ledger_entry, ledger_part, verify_ledger
from foundation.views.mail import test_mail
from foundation.views.notifications import notifications, read_notification, read_notifications
from foundation.views.operation import (
    exports,
    mails,
    operation,
    resend_mails,
    run_job,
    trail,
)
from foundation.views.operation import (
    jobs as all_jobs,
)
from foundation.views.policies import policies, policy, propose
from foundation.views.published import ledger_checkpoint, ledger_key, ledger_tile
from foundation.views.reports import (
    ask_report,
    job_file,
    report,
    report_centre,
    report_history,
    subscribe,
    subscription,
    subscriptions,
)
from foundation.views.saved import keep_view, remove_view, saved_view, saved_views
from foundation.views.search import palette, search
from foundation.views.steps import step
from foundation.views.theme import density, theme
from foundation.views.tokens import revoke_token, tokens
from foundation.views.webhooks import (
    delivery_again,
    webhook,
    webhook_add,
    webhook_again,
    webhook_old_secret,
    webhook_secret,
    webhook_test,
    webhooks,
)
from foundation.views.work import my_work, work_chosen

__all__ = [
    "account",
    "administration",
    "all_jobs",
    "approval",
    "approvals",
    "ask_report",
    "board",
    "comment",
    "comparison",
    "delivery_again",
    "density",
    "edit_rows",
    "exports",
    "file_import",
    "glossary",
    "guide_read",
    "help_page",
    "home",
    "import_add",
    "import_columns",
    "import_errors",
    "import_take",
    "import_template",
    "import_undo",
    "imports",
    "job",
    "job_file",
    "keep_view",
    "ledger",
    "ledger_checkpoint",
    "ledger_entry",
    "ledger_key",
    "ledger_part",
    "ledger_tile",
    "mails",
    "mails_of_mine",
    "my_work",
    "notifications",
    "operation",
    "palette",
    "policies",
    "policy",
    "propose",
    "read_notification",
    "read_notifications",
    "remove_view",
    "report",
    "report_centre",
    "report_history",
    "resend_mails",
    "revoke_token",
    "run_job",
    "saved_view",
    "saved_views",
    "search",
    "step",
    "subscribe",
    "subscription",
    "subscriptions",
    "test_mail",
    "theme",
    "tokens",
    "trail",
    "verify_ledger",
    "webhook",
    "webhook_add",
    "webhook_again",
    "webhook_old_secret",
    "webhook_secret",
    "webhook_test",
    "webhooks",
    "withdraw",
    "work_chosen",
]
