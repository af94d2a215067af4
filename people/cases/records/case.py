"""The pages of a case for those who work on it."""

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.access import permits
from foundation.directory.models import User
from foundation.ledger.seals import seals_of
from foundation.steps import Move
from foundation.timeline import Entry, entry_of
from foundation.words import day
from people.cases.models import Case, CaseDue, CaseSubject, SealOpening, Seat, State
from people.cases.permissions import HANDLE, INVESTIGATE, KEEP_FILE, OPEN_SEAL
from people.cases.records.moves import moves_in
from people.cases.records.own import Said
from people.cases.trail import log_of

TABS = (
    ("", gettext_lazy("Overview")),
    ("inquiry", gettext_lazy("Inquiry")),
    ("decision", gettext_lazy("Decision")),
    ("messages", gettext_lazy("Messages")),
    ("log", gettext_lazy("Log")),
)
STAGES = (
    ((State.REPORTED,), gettext_lazy("Reported")),
    ((State.INVESTIGATING,), gettext_lazy("Investigated")),
    ((State.HEARING,), gettext_lazy("Heard")),
    ((State.DECISION_PENDING,), gettext_lazy("Decided")),
    ((State.SANCTIONED, State.UNDER_APPEAL), gettext_lazy("Appeal")),
    ((State.FINAL, State.SPENT), gettext_lazy("Final")),
)
SHORT = (State.DISMISSED, State.CLOSED_UNFOUNDED)
FIRST = {
    State.REPORTED: ("acknowledge", "open"),
    State.INVESTIGATING: ("finish_investigation", "tell_subject"),
    State.HEARING: ("call_hearing", "record_hearing"),
    State.DECISION_PENDING: ("seat_deciders", "propose_decision", "agree", "sanction"),
    State.UNDER_APPEAL: ("decide_appeal", "seat_panel"),
}


class CasePage:
    """What every page of a case has: the reader, the day, the tabs."""

    tab = ""

    def __init__(self, case: Case, *, user: User, on: date) -> None:
        self.case, self.user, self.on = case, user, on

    @property
    def tabs(self) -> list[dict[str, Any]]:
        return [
            {"label": label, "url": self._tab_url(name), "current": name == self.tab}
            for name, label in TABS
            if name != "messages" or self.shows_messages
        ]

    def _tab_url(self, name: str) -> str:
        more = [name] if name else []
        return reverse("cases:case_part" if name else "cases:case", args=[self.case.uuid, *more])

    @property
    def is_open(self) -> bool:
        """Whether the page is for the reader."""
        return True

    @cached_property
    def shows_messages(self) -> bool:
        """Case officers write with the reporter; whoever decides does not."""
        return permits(self.user, HANDLE, self.case)

    def _add_url(self, what: str) -> str:
        return reverse("cases:case_add", args=[self.case.uuid, what])


class CaseRecord(CasePage):
    """The overview: how far it is, what counts, who does what, and what may be done."""

    @cached_property
    def moves(self) -> list[Move]:
        return moves_in(self.case, actor=self.user, on=self.on)

    @property
    def first_move(self) -> Move | None:
        open_ones = {move.step.name: move for move in self.moves if move.refusal is None}
        return next((open_ones[name] for name in FIRST.get(State(self.case.state), ()) if name in open_ones), None)

    @property
    def stages(self) -> list[dict[str, Any]]:
        state = State(self.case.state)
        if state in SHORT:
            return [
                {"name": _("Reported"), "note": day(self.case.reported_on), "state": "done"},
                {"name": state.label, "note": day(self.case.closed_on), "state": "current"},
            ]
        reached = next(at for at, (states, _name) in enumerate(STAGES) if state in states)
        notes = {0: day(self.case.reported_on), len(STAGES) - 1: day(self.case.final_on)}
        return [
            {"name": name, "note": notes.get(at, ""), "state": _standing(at, reached)}
            for at, (_states, name) in enumerate(STAGES)
        ]

    @cached_property
    def clocks(self) -> list[CaseDue]:
        return list(self.case.dues.order_by("due_on", "pk"))

    @cached_property
    def seats(self) -> list[Seat]:
        return list(self.case.seats.select_related("person").order_by("kind", "pk"))

    @property
    def adds(self) -> list[dict[str, str]]:
        """What an officer or investigator notes outside of the steps."""
        before = (State.REPORTED, State.INVESTIGATING, State.HEARING, State.DECISION_PENDING)
        handles, keeps = permits(self.user, HANDLE, self.case), permits(self.user, KEEP_FILE, self.case)
        allowed = {
            "classify": (_("Category and severity"), "tag", handles and self.case.state in before),
            "subject": (_("Whom it is about"), "user", keeps and self.case.state in before[:2]),
            "party": (_("Witness or interested person"), "users", keeps and self.case.state in before),
        }
        return [
            {"label": label, "icon": icon, "url": self._add_url(what)}
            for what, (label, icon, may) in allowed.items()
            if may
        ]

    @property
    def erased_words(self) -> str:
        return _("Erased on %(day)s.") % {"day": day(self.case.erased_on)} if self.case.erased_on else ""

    @property
    def seals(self) -> list[dict[str, str]]:
        """Who reported and whom it is about: closed, or words where there is no name to open."""
        may = permits(self.user, OPEN_SEAL, self.case)
        return [self._seal(seal, may=may) for seal in SealOpening.Seal]

    def _seal(self, seal: SealOpening.Seal, *, may: bool) -> dict[str, str]:
        words = ""
        if self.case.erased_on:
            words = _("erased")
        elif seal == SealOpening.Seal.REPORTER and self.case.anonymous:
            words = _("reported without a name")
        url = reverse("cases:seal", args=[self.case.uuid, seal.value]) if may else ""
        return {"label": str(seal.label), "words": words, "url": url}


def _standing(at: int, reached: int) -> str:
    return "done" if at < reached else "current" if at == reached else "todo"


class InquiryRecord(CasePage):
    """What is found out: plan, steps, interviews, files, allegations, hearing, measures."""

    tab = "inquiry"

    @property
    def investigation(self) -> Any:
        return getattr(self.case, "investigation", None)

    @property
    def hearing(self) -> Any:
        return getattr(self.case, "hearing", None)

    @property
    def letters(self) -> dict[str, str]:
        return {"hearing": reverse("cases:case_letter", args=[self.case.uuid, "hearing"])} if self.hearing else {}

    @cached_property
    def adds(self) -> dict[str, str]:
        """Where one adds what; empty for whoever only reads. What is decided stands."""
        at_work = self.case.state in (State.REPORTED, State.INVESTIGATING)
        allowed = {
            "file": permits(self.user, KEEP_FILE, self.case) and not self.case.erased_on,
            "allegation": permits(self.user, KEEP_FILE, self.case) and at_work,
            "step": permits(self.user, INVESTIGATE, self.case) and self.case.state == State.INVESTIGATING,
            "interview": permits(self.user, INVESTIGATE, self.case) and self.case.state == State.INVESTIGATING,
        }
        return {what: self._add_url(what) for what, may in allowed.items() if may}

    @cached_property
    def covers(self) -> bool:
        return permits(self.user, KEEP_FILE, self.case)

    @cached_property
    def handles(self) -> bool:
        return permits(self.user, HANDLE, self.case)

    @cached_property
    def steps(self) -> list[Any]:
        return list(self.case.investigation_steps.order_by("pk"))

    @cached_property
    def interviews(self) -> list[Any]:
        """With `is_of_subject`: who is heard about themselves stays sealed."""
        subject = CaseSubject.objects.filter(case=OuterRef("case"), person=OuterRef("person"))
        rows = self.case.interviews.select_related("person").annotate(is_of_subject=Exists(subject))
        return list(rows.order_by("held_on", "pk"))

    @cached_property
    def files(self) -> list[Any]:
        return list(self.case.files.kept().order_by("uploaded_at", "pk"))

    @cached_property
    def allegations(self) -> list[Any]:
        return list(self.case.allegations.order_by("pk"))

    @cached_property
    def measures(self) -> list[Any]:
        return list(self.case.measures.order_by("from_on", "pk"))


class MessagesRecord(CasePage):
    """What case officers and the reporter wrote to each other."""

    tab = "messages"

    @property
    def is_open(self) -> bool:
        return self.shows_messages

    @property
    def adds(self) -> dict[str, str]:
        return {what: self._add_url(what) for what in ("message", "feedback")}

    @cached_property
    def thread(self) -> list[Said]:
        return [
            Said(
                not one.from_reporter, _("Reporter") if one.from_reporter else str(one.author), one.text, one.created_at
            )
            for one in self.case.messages.for_list()
        ]


class LogRecord(CasePage):
    """The log of the case, newest first; of an erased case only what came after."""

    tab = "log"

    @cached_property
    def log(self) -> list[Entry]:
        """Each line with its seal, of which only the number is told (two queries)."""
        events = list(log_of(self.case).filter(content__isnull=False))
        seals = seals_of("case", [event.pk for event in events])
        return [replace(entry_of(event), seal=seals[event.pk]) for event in events]  # type: ignore[arg-type]
