from foundation.views.account import account, mails_of_mine
from foundation.views.administration import administration
from foundation.views.approvals import approval, approvals, withdraw
from foundation.views.board import board, comparison
from foundation.views.comments import comment
from foundation.views.home import home
from foundation.views.jobs import job
from foundation.views.mail import test_mail
from foundation.views.notifications import notifications, read_notification, read_notifications
from foundation.views.operation import exports, mails, operation, resend_mails, run_job, trail
from foundation.views.operation import jobs as all_jobs
from foundation.views.policies import policies, policy, propose
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
from foundation.views.steps import step
from foundation.views.theme import theme
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
from foundation.views.work import my_work

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
    "exports",
    "home",
    "job",
    "job_file",
    "mails",
    "mails_of_mine",
    "my_work",
    "notifications",
    "operation",
    "policies",
    "policy",
    "propose",
    "read_notification",
    "read_notifications",
    "report",
    "report_centre",
    "report_history",
    "resend_mails",
    "revoke_token",
    "run_job",
    "step",
    "subscribe",
    "subscription",
    "subscriptions",
    "test_mail",
    "theme",
    "tokens",
    "trail",
    "webhook",
    "webhook_add",
    "webhook_again",
    "webhook_old_secret",
    "webhook_secret",
    "webhook_test",
    "webhooks",
    "withdraw",
]
