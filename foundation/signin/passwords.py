"""What a password must be: long. No rules about its characters; they make people write passwords down.

Source: docs/adr/0040-sign-in.md (ASVS 6.2.1, 6.2.4, 6.2.5).
"""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.access import Role, holds
from foundation.directory.models import User

LEAST = 12  # characters
LEAST_WITH_POWER = 15  # characters, for outsiders and administrators


def needs_more(user: User | None) -> bool:
    """Whether stricter sign-in rules count for the account: outsiders, and whoever administers accounts."""
    if user is None or user.pk is None:
        return False
    return user.kind == User.Kind.OUTSIDE or holds(user, Role.ADM)


def least_length(user: User | None) -> int:
    return LEAST_WITH_POWER if needs_more(user) else LEAST


class LongEnough:
    def validate(self, password: str, user: User | None = None) -> None:
        least = least_length(user)
        if len(password) < least:
            sentence = _("Use at least %(least)d characters. A few words in a row are easy to remember.")
            raise ValidationError(sentence % {"least": least}, code="password_too_short")

    def get_help_text(self) -> str:
        return _("At least %(least)d characters; outsiders and administrators %(more)d.") % {
            "least": LEAST,
            "more": LEAST_WITH_POWER,
        }


class NotYourself(UserAttributeSimilarityValidator):
    """Refuses a password that is nearly the account's name or e-mail address."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("email", "name", "organisation"))

    def validate(self, password: str, user: Any = None) -> None:
        try:
            super().validate(password, user)
        except ValidationError as error:
            sentence = _("This is too close to your name or e-mail address. Choose something else.")
            raise ValidationError(sentence, code="password_too_similar") from error


class NotCommon(CommonPasswordValidator):
    """Refuses the 20,000 passwords that everybody tries first."""

    def validate(self, password: str, user: Any = None) -> None:
        try:
            super().validate(password, user)
        except ValidationError as error:
            sentence = _("This password is on the list that attackers try first. Choose something else.")
            raise ValidationError(sentence, code="password_too_common") from error
