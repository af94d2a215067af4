"""Mails what the outbox holds: claimed by conditional update, retried with growing pauses, never inside a request."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access import require
from foundation.addresses import address_of
from foundation.directory.models import User
from foundation.models.trail import Notification
from foundation.permissions import RUN_OPERATION, SEND_TEST_MAIL
from foundation.querysets import NotificationQuerySet
from foundation.refusals import WrongState
from foundation.topics import TOPICS, Way, always_at_once
from foundation.trail import record
from foundation.verbs import verb

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=5)
TRIES = 8
LINES = 100
PLAIN = "foundation/mail/notification.txt"

Words = Callable[[Notification], dict[str, Any]]
_letters: dict[str, tuple[str, Words]] = {}


def letter(kind: str, template: str, *, waits: bool = False) -> Callable[[Words], Words]:
    """Mails about events of `kind` are written from `template` with what the function says, when they are sent.

    A `headline` among it becomes the subject of the mail. So a secret in a mail is never kept anywhere. One that `waits`
    leaves when its reader wants mails of its topic, any other at once.
    """

    def register(words: Words) -> Words:
        _letters[kind] = (template, words)
        if not waits:
            always_at_once(kind)
        return words

    return register


def send_waiting(limit: int = 200) -> int:
    """Mails waiting notifications, oldest first; returns how many went out. Safe with several workers.

    A line is claimed by pushing its next try five minutes on, so after a crash somebody takes it up again.
    """
    now = timezone.now()
    waiting = (
        Notification.objects.to_mail(now)
        .filter(tries__lt=TRIES, gathered=False)
        .order_by("created_at")
        .values_list("pk", "next_try_at")[:limit]
    )
    sent = 0
    for pk, seen in list(waiting):
        claimed = Notification.objects.filter(pk=pk, mailed_at=None, next_try_at=seen).update(
            next_try_at=now + CLAIM, tries=F("tries") + 1
        )
        if claimed:
            sent += _send(
                Notification.objects.select_related("event__content", "event__subject_type", "user").get(pk=pk)
            )
    return sent


def _send(notification: Notification) -> bool:
    try:
        message(notification).send()
    except OSError as error:  # smtplib's errors are OSErrors
        pause = timedelta(minutes=2**notification.tries)
        Notification.objects.filter(pk=notification.pk).update(
            next_try_at=timezone.now() + pause, last_error=str(error)[:300]
        )
        log.warning("mail not sent", extra={"notification": notification.pk, "tries": notification.tries})
        return False
    Notification.objects.filter(pk=notification.pk).update(mailed_at=timezone.now(), last_error="")
    return True


def send_gathered(limit: int = 200) -> int:
    """Mails what people want in one mail and is due, a mail for each person; returns how many went out.

    What they have read meanwhile is left out. Claimed as single lines are: of several workers one finds the rows.
    """
    now = timezone.now()
    waiting = Notification.objects.to_mail(now).filter(tries__lt=TRIES, gathered=True)
    waiting.filter(read_at__isnull=False).update(next_try_at=None)
    people = waiting.order_by("user").values_list("user", flat=True).distinct()[:limit]
    return sum(_send_together(pk, waiting, now) for pk in list(people))


def _send_together(user_id: int, waiting: NotificationQuerySet, now: datetime) -> bool:
    claim = now + CLAIM
    if not waiting.filter(user=user_id).update(next_try_at=claim, tries=F("tries") + 1):
        return False
    mine = Notification.objects.filter(user=user_id, next_try_at=claim, mailed_at=None)
    rows = list(mine.select_related("event__content", "event__subject_type", "user").order_by("created_at", "pk"))
    try:
        gathered(rows).send()
    except OSError as error:
        pause = timedelta(minutes=2 ** max(row.tries for row in rows))
        mine.update(next_try_at=timezone.now() + pause, last_error=str(error)[:300])
        log.warning("mail not sent", extra={"notification": rows[0].pk, "tries": rows[0].tries})
        return False
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=timezone.now(), last_error="")
    return True


def gathered(notifications: Sequence[Notification]) -> EmailMessage:
    """One mail about several events, the oldest first, at most `LINES` of them told; its Message-ID is the first one's."""
    user = notifications[0].user
    with translation.override(settings.LANGUAGE_CODE):
        told = [(one.event.subject, one.event.content.summary) for one in notifications[:LINES]]
        lines = [{"subject": str(subject), "summary": said, "url": address_of(subject)} for subject, said in told]
        context = {"name": user.name, "lines": lines, "more": len(notifications) - len(lines), "url": settings.SITE_URL}
        body = render_to_string("foundation/mail/gathered.txt", context)
        number = len(notifications)
        subject = ngettext("%(n)d notification from Attest", "%(n)d notifications from Attest", number) % {"n": number}
    return _mail(subject, body, notifications[0])


def message(notification: Notification) -> EmailMessage:
    """One mail: what happened, to what, and the address of the page. Its Message-ID is the notification's."""
    event = notification.event
    with translation.override(settings.LANGUAGE_CODE):
        template, words = _letters.get(event.kind, (PLAIN, _nothing_more))
        context = {
            "summary": event.content.summary,
            "subject": event.subject,
            "url": address_of(event.subject),
            "name": notification.user.name,
            "headline": f"{event.subject}: {event.content.summary}",
            **words(notification),
        }
        body = render_to_string(template, context)
        subject = " ".join(str(context["headline"]).split())[:150]
    return _mail(subject, body, notification)


def _mail(subject: str, body: str, notification: Notification) -> EmailMessage:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return EmailMessage(
        subject, body, to=[notification.user.email], headers={"Message-ID": f"<{notification.uuid}@{domain}>"}
    )


def _nothing_more(notification: Notification) -> dict[str, Any]:
    return {}


def given_up() -> models.QuerySet[Notification]:
    """Mails that were refused so often that nobody tries again by itself."""
    return Notification.objects.filter(mailed_at=None, tries__gte=TRIES)


@verb("foundation.resend_mails")
def resend(*, actor: User, notifications: Iterable[Notification]) -> int:
    """Puts mails that were refused or given up at the head of the outbox, with all their tries; returns how many."""
    require(actor, RUN_OPERATION)
    wanted = Notification.objects.filter(pk__in=[one.pk for one in notifications], mailed_at=None, tries__gt=0)
    count = wanted.filter(user__is_active=True).update(tries=0, next_try_at=timezone.now())
    if not count:
        raise WrongState(_("Nothing to send again: it was mailed meanwhile, or its account is closed."))
    summary = ngettext("Put one mail back into the outbox", "Put %(n)d mails back into the outbox", count) % {
        "n": count
    }
    record(actor=actor, kind="mail.resent", subject=actor, summary=summary, details={"count": count})
    return count


@verb("foundation.choose_mails")
def choose_mails(*, actor: User, ways: Mapping[str, str], rests: bool) -> User:
    """Chooses for each topic how one is mailed, and whether mails wait on days off; holds for what happens from now on.

    `ways` names topics (foundation.topics.TOPICS); those left out come at once. Raises ValidationError by topic.
    """
    known = {one.name for one in TOPICS}
    wrong = {name: _("There is no such choice.") for name, way in ways.items() if name not in known or way not in Way}
    if wrong:
        raise ValidationError(wrong)
    user = User.objects.select_for_update().get(pk=actor.pk)
    user.mail_ways, user.mail_rests = dict(ways), rests
    user.save(update_fields=["mail_ways", "mail_rests", "updated_at"])
    facts: dict[str, Any] = {"ways": user.mail_ways, "rests": rests}
    record(actor=actor, kind="account.mails_chosen", subject=user, summary=_("Mails chosen"), details=facts)
    return user


def send_trial_mail(*, actor: User) -> str:
    """Mails `actor` that mails arrive; returns “” or what the mail server said.

    In no transaction, since a mail server may be slow; the person waits for its answer, at most EMAIL_TIMEOUT seconds.
    """
    require(actor, SEND_TEST_MAIL)
    body = render_to_string("foundation/mail/test.txt", {"url": settings.SITE_URL})
    try:
        EmailMessage(_("Test mail from Attest"), body, to=[actor.email]).send()
        said = ""
    except OSError as error:  # smtplib's errors are OSErrors
        said = str(error)[:300] or type(error).__name__
    summary = _("Test mail sent") if not said else _("Test mail refused by the mail server")
    with transaction.atomic():
        record(actor=actor, kind="mail.tested", subject=actor, summary=summary, details={"said": said})
    return said
