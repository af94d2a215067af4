"""The secrets of a webhook at rest: made here, sealed for their row, opened only to sign."""

import logging
from datetime import datetime, timedelta

from foundation.models.webhooks import Webhook, WebhookSecret
from foundation.sealing import CannotUnseal, is_of_present_key, seal, unseal
from foundation.webhooks.signing import fresh_secret

log = logging.getLogger(__name__)

PURPOSE = "webhook secrets"
OVERLAP = timedelta(days=1)  # as long as an old secret signs beside the new one


def add_secret(webhook: Webhook) -> str:
    """Makes the present secret and returns it, for the one time that it is shown."""
    text = fresh_secret()
    row = WebhookSecret(webhook=webhook)
    row.sealed = seal(text, purpose=PURPOSE, of=row.uuid)
    row.full_clean()
    row.save()
    return text


def replace_secret(webhook: Webhook, now: datetime) -> str:
    """Makes a new present secret; the old one signs beside it for a day, so that the receiver can change over."""
    WebhookSecret.objects.filter(webhook=webhook, until=None).update(until=now + OVERLAP)
    return add_secret(webhook)


def drop_old(webhook: Webhook, now: datetime) -> int:
    """Ends the overlap at once; returns how many secrets sign no more."""
    return WebhookSecret.objects.filter(webhook=webhook, until__gt=now).update(until=now)


def live_secrets(webhook: Webhook, now: datetime) -> list[str]:
    """The one secret that signs, or two during a replacement, the present one first. Raises CannotUnseal."""
    rows = list(WebhookSecret.objects.live(now).filter(webhook=webhook))
    if not rows:
        raise CannotUnseal("This webhook has no secret: nothing is sent unsigned.")
    return [unseal(row.sealed, purpose=PURPOSE, of=row.uuid) for row in rows]


def seal_anew() -> int:
    """Seals under the present key what an earlier one sealed, so that this may leave SECRET_KEY_FALLBACKS."""
    return sum(_seal_anew(row) for row in WebhookSecret.objects.order_by("pk"))


def _seal_anew(row: WebhookSecret) -> int:
    try:
        if is_of_present_key(row.sealed, purpose=PURPOSE):
            return 0
        text = unseal(row.sealed, purpose=PURPOSE, of=row.uuid)
    except CannotUnseal:
        log.exception("secret of a webhook cannot be opened", extra={"row": str(row.uuid)})
        return 0
    sealed = seal(text, purpose=PURPOSE, of=row.uuid)
    return WebhookSecret.objects.filter(pk=row.pk, sealed=row.sealed).update(sealed=sealed)


def forget_old(before: datetime) -> int:
    """Removes secrets that stopped signing before a moment; returns how many."""
    return WebhookSecret.objects.filter(until__lt=before).delete()[0]
