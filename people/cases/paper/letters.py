"""The notice of a hearing and the decision as letters. Only the person's own copy has their name; no file name tells.

Source: 2.20 (letter), 2.21 (7).
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import words
from foundation.directory.models import Person
from foundation.reports import typeset
from people.cases.models import Case, CaseDue, Decision

TEMPLATE = Path(__file__).parent / "letter.typ"
Section = dict[str, Any]


@dataclass(frozen=True)
class Letter:
    """What one letter says."""

    heading: str
    facts: list[tuple[str, str]]
    sections: list[Section]


def section(title: str, *lines: str) -> Section:
    return {"title": title, "lines": [one for line in lines for one in line.splitlines() if one.strip()]}


def hearing_notice(case: Case) -> Letter:
    """When and where, what is said, and the rights of the person. Source: T-54."""
    hearing = case.hearing
    facts = [
        (_("Day"), words.day(hearing.day)),
        (_("Place"), hearing.place or "–"),
        (_("Notice given"), words.day(hearing.called_on)),
        (_("Companion"), hearing.companion or _("nobody named yet")),
    ]
    said = [f"{number}. {one.text}" for number, one in enumerate(case.allegations.order_by("pk"), start=1)]
    rights = (
        _("You are heard before anything is decided. You may also decline to be heard."),
        _("You may bring somebody you trust."),
        _("You may read the file before; names of others are covered."),
        _("This notice says nothing about guilt."),
    )
    return Letter(
        _("Notice of a hearing"), facts, [section(_("What is said"), *said), section(_("Your rights"), *rights)]
    )


def decision_letter(case: Case) -> Letter:
    """Outcome, measure, reasons, the row of the matrix, and until when one may appeal."""
    decision = case.decision
    facts = [(_("Outcome"), str(decision.get_outcome_display())), (_("Served"), words.day(decision.served_on))]
    parts = [
        section(
            _("Findings"), *(f"{one.text}: {one.get_finding_display()}" for one in case.allegations.order_by("pk"))
        ),
        section(_("Reasons"), decision.reasons),
    ]
    if decision.outcome == Decision.Outcome.SANCTION:
        facts += _measure(case, decision)
        parts += [section(_("Weighed"), decision.mitigating, decision.aggravating, decision.outside_reasons)]
        parts += [section(_("Appeal"), *_appeal(case))]
    return Letter(_("Decision"), facts, [part for part in parts if part["lines"]])


def _measure(case: Case, decision: Decision) -> list[tuple[str, str]]:
    sanction = case.sanction
    facts = [
        (_("Level"), str(sanction.get_level_display())),
        (_("Measure"), str(sanction.get_form_display())),
        (_("Takes effect"), words.day(sanction.start_on)),
        (_("Row of the matrix"), decision.matrix_row),
    ]
    return facts + ([(_("Additional training"), sanction.training)] if sanction.training else [])


def _appeal(case: Case) -> list[str]:
    due = CaseDue.objects.filter(case=case, step=CaseDue.Step.APPEAL).first()
    if due is None:
        return []
    last = {"day": words.day(due.due_on)}
    return [
        _("You may appeal until %(day)s, on the page where you read this letter.") % last,
        _("An appeal never makes it worse. It is judged by people who had no part in the case before."),
    ]


KINDS = {"hearing": hearing_notice, "decision": decision_letter}


def letter_pdf(case: Case, kind: str, *, at: datetime, to: Person | None = None) -> bytes:
    """The letter; `to` is the person it is addressed to, and only their own copy names them."""
    with timezone.override(case.unit.zone):
        moment = timezone.localtime(at)
        told = KINDS[kind](case)
        content = {
            "title": told.heading,
            "author": "Attest",
            "kicker": _("Confidential, %(ref)s") % {"ref": case.ref},
            "heading": told.heading,
            "to": to.name if to is not None else "",
            "watermark": "",
            "facts": told.facts,
            "sections": told.sections,
            "head": {"left": _("Confidential"), "right": case.ref},
            "foot": {"left": words.day(moment), "pages": _("Page {page} of {pages}"), "below": ""},
        }
        return typeset(TEMPLATE, content, at=moment.replace(microsecond=0))
