"""`manage.py bootstrap`: the organisation, its first administrator and compliance officer, and the shipped lists.

No password is ever typed here: each of the two gets a link by which they set their own.
"""

import sys
from argparse import ArgumentParser
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from foundation import offers
from foundation.access import Role, robot
from foundation.directory.actions import set_up
from foundation.directory.models import User
from foundation.refusals import Conflict
from foundation.signin.links import link_for

ASKED = {
    "organisation": "Name of the organisation",
    "zone": "Its time zone (such as Europe/Lisbon)",
    "admin_name": "Name of the administrator",
    "admin_email": "E-mail address of the administrator",
    "officer_name": "Name of the compliance officer",
    "officer_email": "E-mail address of the compliance officer",
}
FIRST = (("admin", Role.ADM, "SETUP-1"), ("officer", Role.CO, "SETUP-2"))


class Command(BaseCommand):
    help = "Makes the first administrator and compliance officer, and loads the lists that come with Attest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, question in ASKED.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=question)

    def handle(self, *args: Any, **options: Any) -> None:
        answers = {name: (options[name] or _ask(name, question)).strip() for name, question in ASKED.items()}
        try:
            told = _set_up(answers)
        except ValidationError as error:
            raise CommandError("\n".join(_sentences(error))) from None
        except Conflict as refusal:
            raise CommandError(str(refusal)) from None
        for line in told:
            self.stdout.write(line)


def _ask(name: str, question: str) -> str:
    """Asks on a terminal; elsewhere a missing option is refused."""
    if not sys.stdin.isatty():
        raise CommandError(f"--{name.replace('_', '-')} is missing: {question}.")
    return input(f"{question}: ")


@transaction.atomic
def _set_up(answers: dict[str, str]) -> list[str]:
    """Everything or nothing; returns the lines to show."""
    zone, unit = _zone(answers["zone"]), {"code": "ROOT", "name": answers["organisation"], "zone": answers["zone"]}
    people = [
        {"number": number, "name": answers[f"{who}_name"], "email": answers[f"{who}_email"].lower(), "role": role}
        for who, role, number in FIRST
    ]
    if people[0]["email"] == people[1]["email"]:
        raise ValidationError("Administrator and compliance officer are two people: one proposes, the other approves.")
    set_up(actor=robot(), on=timezone.localdate(timezone=zone), organisation=unit, people=people)
    told = [part.load(actor=robot()) for part in offers.stock()]
    return [*told, *(line for entry in people for line in _letter(entry))]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValidationError(f"“{name}” is not a time zone of the IANA list, such as Europe/Lisbon.") from None


def _letter(entry: dict[str, Any]) -> list[str]:
    user = User.objects.get(email=entry["email"])
    return [f"{user.name} ({entry['role'].label}) sets a password here, once and within a day:", f"  {link_for(user)}"]


def _sentences(error: ValidationError) -> list[str]:
    faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return [f"{name}: {text}".removeprefix(": ") for name, texts in faults.items() for text in texts]
