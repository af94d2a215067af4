"""The foundation's access table."""

from django.db import models

from foundation.access import Role, allow, bound
from foundation.directory.models import User


def asked_for_it(actor: User, approval: models.Model) -> bool:
    """The person who asked, by whatever account."""
    return actor.person_id is not None and actor.person_id == approval.asked_by_id  # type: ignore[attr-defined]


def owns_subscription(actor: User, subscription: models.Model) -> bool:
    """The subscription is their own."""
    return bool(actor.pk == subscription.owner_id)  # type: ignore[attr-defined]


def receives_subscription(actor: User, subscription: models.Model) -> bool:
    """It sends to them."""
    return bool(subscription.recipients.filter(pk=actor.pk).exists())  # type: ignore[attr-defined]


INSIDERS = tuple(role for role in Role if role not in (Role.CERT, Role.INSP))

AT_WORK = tuple(role for role in Role if role not in (Role.CERT, Role.INSP))


def read_it(actor: User, file_import: models.Model) -> bool:
    """Who read the file; anybody else only once that account is closed."""
    reader: User = file_import.read_by  # type: ignore[attr-defined]
    return reader.pk == actor.pk or not reader.is_active


INVITE = allow("signin.invite", Role.ADM)

REMOVE_FACTOR = allow("signin.remove_second_factor", Role.ADM)

REMOVE_FACTOR_OF_OUTSIDER = allow("signin.remove_second_factor_of_outsider", Role.ADM, Role.CO)

INVITE_OUTSIDER = allow("signin.invite_outsider", Role.ADM, Role.CO)

VIEW_POLICIES = allow("foundation.view_policies", Role.ADM, Role.CO, Role.PM, Role.LA, Role.AU, Role.MGR, Role.PO)

PROPOSE_POLICY = allow("foundation.propose_policy", Role.ADM, Role.CO)

APPROVE_POLICY = allow("foundation.approve_policy", Role.CO)

SEND_TEST_MAIL = allow("foundation.send_test_mail", Role.ADM)

VIEW_BOARD = allow("foundation.view_board", Role.MGR, Role.CO, Role.PM)

KEEP_FIGURES = allow("foundation.keep_figures")  # scheduled work alone

ROTATE_LEDGER_KEY = allow("foundation.rotate_ledger_key")  # at the machine alone

VIEW_ADMINISTRATION = allow("foundation.view_administration", Role.ADM, Role.CO)

VIEW_WEBHOOKS = allow("foundation.view_webhooks", Role.ADM, Role.CO)

MANAGE_WEBHOOKS = allow("foundation.manage_webhooks", Role.ADM)

APPROVE_WEBHOOKS = allow("foundation.approve_webhooks", Role.CO)

STOP_WEBHOOKS = allow("foundation.stop_webhooks", Role.ADM, Role.CO)

GIVE_UP_WEBHOOKS = allow("foundation.give_up_webhooks")  # scheduled work alone

TELL_OF_LEDGER = allow("ledger.tell_standing")  # scheduled work alone

WATCH_OPERATION = allow("foundation.watch_operation", Role.ADM, Role.CO)

RUN_OPERATION = allow("foundation.run_operation", Role.ADM)

VIEW_TRAIL = allow("foundation.view_trail", Role.ADM, Role.CO)

EXPORT_TRAIL = allow("foundation.export_trail", Role.CO)

WITHDRAW_APPROVAL = allow("foundation.withdraw_approval", *Role, when=asked_for_it)

SUBSCRIBE = allow("subscriptions.begin", *INSIDERS)

CHANGE_SUBSCRIPTION = allow("subscriptions.change", *INSIDERS, when=owns_subscription)

LEAVE_SUBSCRIPTION = allow("subscriptions.leave", *INSIDERS, when=receives_subscription)

END_SUBSCRIPTION = allow("subscriptions.end", *(bound(role, owns_subscription) for role in INSIDERS), Role.ADM, Role.CO)

SEND_REPORTS = allow("subscriptions.send")  # scheduled work alone

VIEW_REPORTS = allow("reports.view", *INSIDERS)

NUDGE = allow("foundation.nudge", *AT_WORK)  # of the lines in their own My work

SNOOZE = allow("foundation.snooze", *AT_WORK)  # those they hold

HAND_ON = allow("foundation.hand_on", *AT_WORK)  # as far as the verb of the row lets them

VIEW_IMPORTS = allow("foundation.view_imports", Role.ADM, Role.CO)

TAKE_IMPORT = allow("foundation.take_import", Role.ADM, Role.CO, when=read_it)

SHARE_VIEWS = allow("foundation.share_views", Role.CO, Role.PM, Role.MGR, Role.LA, Role.ADM)

VIEW_LEDGER = allow("ledger.view", Role.ADM, Role.CO)

VERIFY_LEDGER = allow("ledger.verify", Role.ADM, Role.CO)

SEE_HISTORY = allow("ledger.see_history", Role.CERT, Role.INSP)  # what they saw at their last visit is kept for them
