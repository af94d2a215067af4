"""What a reporter sends in one go, a report or an answer with its files: one verb for the words, one for the files."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assurance.actions.evidence import Kept
from foundation.access import robot
from foundation.clock import today
from foundation.directory.models import Unit, User
from people.cases.actions import (
    Reported,
    add_files_as_reporter,
    add_files_by_token,
    report_case,
    write_as_reporter,
    write_by_token,
)
from people.cases.forms import TokenForm
from people.cases.models import Case
from people.cases.tokens import hash_of

WITH_REPORT, LATER = "Sent with the report", "Sent later by the reporter"


@transaction.atomic
def send_report(*, actor: User | None, kept: Sequence[Kept], unit: Unit, anonymous: bool, **words: Any) -> Reported:
    """Reports, with the files. Without a name scheduled work acts, so that nothing knows who was signed in."""
    nameless = anonymous or actor is None
    writer, on = robot() if nameless or actor is None else actor, today(unit)
    done = report_case(actor=writer, unit=unit, anonymous=nameless, on=on, **words)
    if kept and done.token is not None:
        add_files_by_token(actor=robot(), token=done.token, kept=kept, title=WITH_REPORT, on=on)
    elif kept:
        add_files_as_reporter(actor=writer, case=done.case, kept=kept, title=WITH_REPORT, on=on)
    return done


@transaction.atomic
def answer_by_code(*, code: str, kept: Sequence[Kept], case: Case, text: str) -> Case:
    """Adds words and files to the report that the code opens."""
    told: dict[str, Any] = {"actor": robot(), "token": code, "on": today(case.unit)}
    write_by_token(text=text, **told)
    if kept:
        add_files_by_token(kept=kept, title=LATER, **told)
    return case


@transaction.atomic
def answer_as_reporter(*, actor: User, kept: Sequence[Kept], case: Case, text: str) -> Case:
    """The same for who reported with their name."""
    told: dict[str, Any] = {"actor": actor, "case": case, "on": today(case.unit)}
    write_as_reporter(text=text, **told)
    if kept:
        add_files_as_reporter(kept=kept, title=LATER, **told)
    return case


def case_of(form: TokenForm) -> Case | None:
    """The case that the typed code opens; the form says so when it opens none."""
    found = Case.objects.by_token(hash_of(form.cleaned_data["code"])).select_related("unit").first()
    if found is None:
        form.add_error("code", _("This code opens nothing. Check each letter; it has five groups of four."))
    return found
