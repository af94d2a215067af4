"""The mail about long work that has ended: a link to its file, and the subscription by which it came."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from foundation import words
from foundation.addresses import address_of
from foundation.models.trail import Notification
from foundation.models.work import Job
from foundation.outbox import letter


@letter("job.done", "foundation/mail/job.txt", waits=True)
@letter("job.failed", "foundation/mail/job.txt", waits=True)
def about_job(notification: Notification) -> dict[str, Any]:
    """What the mail says beside the sentence of the event; no file is ever attached."""
    job, summary = notification.event.subject, notification.event.content.summary
    if not isinstance(job, Job):
        return {"headline": summary}
    try:
        subscription = job.sending.subscription
    except ObjectDoesNotExist:
        return {"headline": summary, "has_file": bool(job.result_sha256)}
    day = words.day(job.sending.due_on)
    return {
        "headline": _("%(title)s, %(day)s") % {"title": subscription.title, "day": day},
        "has_file": bool(job.result_sha256),
        "subscription": subscription,
        "rhythm": subscription.get_rhythm_display(),
        "subscription_url": address_of(subscription),
    }
