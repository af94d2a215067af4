"""Links by which people set a password themselves: made when the mail is written, never stored, good once.

A request for one only writes an event; the outbox mails it, so the answer takes the same time for every address.
"""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access import robot
from foundation.directory.models import User
from foundation.models.trail import Notification
from foundation.outbox import letter
from foundation.signin import log
from foundation.signin.standing import may_enter

ASKED = "account.link_asked"


def link_for(user: User) -> str:
    """An address where `user` sets a password; it ends with the next sign-in, password or after a day."""
    parts = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=parts)


def ask_for_link(email: str) -> None:
    """Has a link mailed to the account of this address, if there is one that opens; else only notes that somebody asked."""
    user = User.objects.people().filter(email__iexact=email, is_active=True).first()
    if user is None or not may_enter(user):
        log.ask_nobody()
    else:
        log.note(user, ASKED, _("A link to set a new password was asked for"), by=robot(), tell=True)


@letter(ASKED, "foundation/mail/link.txt")
def link_letter(notification: Notification) -> dict[str, object]:
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    return {"subject": _("Set your password for Attest"), "link": link_for(notification.user), "hours": hours}
