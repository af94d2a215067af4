"""The record of a finding: facts, cause, correction and actions, the check of the effect, evidence, dates, steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.actions import may_unlink
from assurance.models import Evidence, EvidenceFile, EvidenceLink
from assurance.standing import DAMAGED, SCANS, Piece, drawing, remove_url, standing, view_url
from audits.dues import STEPS
from audits.independence import CLOSING, did_the_work
from audits.models import CauseAnalysis, CorrectiveAction, Finding, Verification
from audits.permissions import DO_ACTION, LOG_FINDING
from audits.records.departures import Departures, DueLine, due_lines
from audits.records.fishbone import Fishbone
from audits.records.hints import Hint, systemic_hints
from audits.records.stages import Stage, finding_stages
from foundation.access import permits
from foundation.directory.models import User
from foundation.models.work import Due
from foundation.steps import Move, moves_of
from foundation.stories import story_of
from foundation.timeline import Entry
from foundation.words import day, due_words

S = Finding.State
PURPOSES = {
    "objective": gettext_lazy("Shows the failure"),
    "correction": gettext_lazy("Shows the correction"),
    "action": gettext_lazy("Shows an action"),
    "verification": gettext_lazy("Shows the effect"),
}
RISK_STEPS = ("finding.review_risk", "finding.withdraw_risk")
# The one step of a page's head: the first of these that the reader may take now.
FIRST_STEPS = (
    "submit_plan", "accept_plan", "correct", "implement", "verify", "name_verifier", "accept", "issue", "note", "settle",
)  # fmt: skip


@dataclass(frozen=True)
class ActionLine:
    """The correction or one corrective action in the table."""

    kind: str
    text: str
    owner: Any
    due_on: date | None
    done_on: date | None
    evidence_count: int
    complete_uuid: Any = None

    @property
    def in_time(self) -> bool:
        return self.done_on is not None and (self.due_on is None or self.done_on <= self.due_on)


class FindingRecord:
    """Everything the page of one finding shows to one reader; built on a row of `Finding.objects.for_page(user)`."""

    def __init__(self, finding: Finding, *, user: User, on: date) -> None:
        self.finding, self.user, self.on = finding, user, on
        self.story: Mapping[str, Any] = story_of(finding, actor=user)
        self.actions = list(finding.actions.all())
        self._removable: dict[tuple[Any, str], bool] = {}
        self.dues = {due.step: due for due in Due.objects.about(finding)}
        self.departures = Departures(finding)
        finding.known_acceptance = self.departures.running  # type: ignore[attr-defined]  # spares the steps a query
        finding.known_dues = list(self.dues.values())  # type: ignore[attr-defined]  # spares a guard a query
        self.links = self._links()
        finding.closing_uploaders = [  # type: ignore[attr-defined]  # spares the guards a query
            link.version.uploaded_by.person_id
            for link in self.links
            if link.purpose in CLOSING and link.version.uploaded_by.person_id
        ]

    def _links(self) -> list[EvidenceLink]:
        """Evidence about the finding and its actions that the reader may see, and who uploaded it."""
        about = Q(subject_type=ContentType.objects.get_for_model(Finding), subject_uuid=self.finding.uuid)
        actions = [action.uuid for action in self.actions]
        about |= Q(subject_type=ContentType.objects.get_for_model(CorrectiveAction), subject_uuid__in=actions)
        visible = Evidence.objects.visible_to(self.user).filter(pk=OuterRef("version__evidence"))
        first = EvidenceFile.objects.filter(version=OuterRef("version")).order_by("pk")
        links = EvidenceLink.objects.filter(about).select_related("version__evidence", "version__uploaded_by")
        facts = {
            "file_type": Subquery(first.values("detected_type")[:1]),
            "file_scan": Subquery(first.values("scan")[:1]),
            "is_damaged": Exists(first.filter(suspect_since__isnull=False)),
        }
        return list(links.annotate(may_see=Exists(visible), **facts).order_by("created_at", "pk"))

    @cached_property
    def moves(self) -> list[Move]:
        """The steps that fit this type of finding; what never applies to it is left out."""
        moves = moves_of(self.finding, actor=self.user, on=self.on)
        return [move for move in moves if move.refusal is None or move.refusal.code != "type"]

    @cached_property
    def first_move(self) -> Move | None:
        free = {move.step.name: move for move in self.moves if move.refusal is None}
        return next((free[name] for name in FIRST_STEPS if name in free), None)

    @property
    def may_edit(self) -> bool:
        return self.finding.state == S.DRAFT and permits(self.user, LOG_FINDING, self.finding)

    @property
    def happened(self) -> dict[str, date]:
        """The day each kind of step was last taken, as far as the timeline tells."""
        days: dict[str, date] = {}
        for entry in self.story["timeline"]:
            days.setdefault(entry.kind, timezone.localtime(entry.at).date())
        return days

    @property
    def risk_story(self) -> list[Entry]:
        """Reviews and early ends of an accepted risk, with their notes, the newest first."""
        return [entry for entry in self.story["timeline"] if entry.kind in RISK_STEPS]

    @property
    def stages(self) -> list[Stage]:
        dates = {step: due.due_on for step, due in self.dues.items()}
        stands = self.departures.state_before or self.finding.state
        return finding_stages(self.finding, dues=dates, happened=self.happened, stands=stands)

    @property
    def next_due(self) -> Due | None:
        resting = self.finding.state == S.RISK_ACCEPTED
        waiting = [] if resting else [due for due in self.dues.values() if due.met_on is None]
        return min(waiting, key=lambda due: due.due_on, default=None)

    @property
    def due_lines(self) -> list[DueLine]:
        return due_lines(self.dues.values(), self.departures.extensions)

    @property
    def cause(self) -> CauseAnalysis | None:
        return getattr(self.finding, "cause", None)

    @property
    def fishbone(self) -> Fishbone | None:
        """The diagram, where causes were looked for by category."""
        cause = self.cause
        drawn = cause is not None and (cause.branches or cause.method == CauseAnalysis.Method.FISHBONE)
        return Fishbone(cause, self.finding.title) if cause is not None and drawn else None

    @cached_property
    def hints(self) -> list[Hint]:
        return systemic_hints(self.finding, self.cause, user=self.user, on=self.on)

    @cached_property
    def action_lines(self) -> list[ActionLine]:
        lines = [self._correction_line()] if self.finding.correction else []
        may_complete = self.finding.state == S.ACTION
        for action in self.actions:
            action.finding = self.finding
            mine = may_complete and action.implemented_on is None and permits(self.user, DO_ACTION, action)
            lines.append(
                ActionLine(
                    kind=_("Action %(number)d") % {"number": action.order},
                    text=action.text,
                    owner=action.owner,
                    due_on=action.due_on,
                    done_on=action.implemented_on,
                    evidence_count=len([link for link in self.links if link.subject_uuid == action.uuid]),
                    complete_uuid=action.uuid if mine else None,
                )
            )
        return lines

    def _correction_line(self) -> ActionLine:
        due = self.dues.get("correction")
        return ActionLine(
            kind=_("Correction"),
            text=self.finding.correction,
            owner=self.finding.owner,
            due_on=due.due_on if due else None,
            done_on=self.finding.corrected_on,
            evidence_count=len([link for link in self.links if link.purpose == "correction"]),
        )

    @cached_property
    def pieces(self) -> list[Piece]:
        """What the reader may see, each with what it shows."""
        return [self._piece(link) for link in self.links if link.may_see]  # type: ignore[attr-defined]

    def _piece(self, link: Any) -> Piece:
        version, now = link.version, DAMAGED if link.is_damaged else standing(link.version, on=self.on)
        words = [PURPOSES.get(link.purpose), SCANS[link.file_scan].words if link.file_scan else None]
        return Piece(
            title=version.evidence.title,
            url=version.get_absolute_url(),
            ref=f"{version.evidence.ref} v{version.number}",
            as_of=version.as_of,
            tone=now.tone,
            icon=now.icon,
            standing=now.words,
            meta=", ".join(str(word) for word in words if word),
            kind_icon=drawing(link.file_type or ""),
            remove_url=remove_url(link) if self._may_remove(link) else "",
            view_url=view_url(version, link),
        )

    def _may_remove(self, link: EvidenceLink) -> bool:
        """Asked once for each row and purpose."""
        asked = (link.subject_uuid, link.purpose)
        if asked not in self._removable:
            row = next((one for one in self.actions if one.uuid == link.subject_uuid), self.finding)
            self._removable[asked] = may_unlink(self.user, row, link)
        return self._removable[asked]

    @property
    def hidden_count(self) -> int:
        return len(self.links) - len(self.pieces)

    @property
    def has_check(self) -> bool:
        return self.finding.state in (S.ACTION, S.IMPLEMENTED, S.CLOSED) and self.finding.is_nonconformity

    @cached_property
    def verifications(self) -> list[Verification]:
        """Earlier judgements; there are none before the first one closed or reopened the finding."""
        if self.finding.state != S.CLOSED and not self.finding.reopened_count:
            return []
        return list(self.finding.verifications.select_related("by"))

    @property
    def window_last(self) -> date | None:
        due = self.dues.get("verification")
        return due.due_on if due and self.finding.verify_from else None

    @property
    def window_days(self) -> tuple[int, int] | None:
        """How many days have passed since the implementation, and how many there are for the check."""
        start, last = self.finding.implemented_on, self.window_last
        if start is None or last is None or self.finding.closed_on is not None:
            return None
        return min((self.on - start).days, (last - start).days), (last - start).days

    @property
    def headline(self) -> str:
        """What is due next, in a sentence: the window of the check, or the next date."""
        first, last, waiting = self.finding.verify_from, self.window_last, self.next_due
        if self.finding.state == S.IMPLEMENTED and first is not None and last is not None:
            text = _("Verify between %(first)s and %(last)s") % {"first": day(first), "last": day(last)}
            opens = _("opens %(when)s") % {"when": due_words(first, on=self.on).text}
            return f"{text}, {opens if self.on < first else due_words(last, on=self.on).text}"
        if waiting is None:
            return ""
        when = due_words(waiting.due_on, on=self.on).text
        return f"{STEPS[waiting.step]}: {day(waiting.due_on)}, {when}"

    @property
    def cannot_verify(self) -> list[str]:
        """Who did the work, by name and reason; whoever reports to them is barred too. Source: S-05."""
        names = self._names()
        reasons = did_the_work(self.finding)
        found = [f"{names[pk]} ({reason})" for pk, reason in reasons.items() if pk in names]
        raiser = self.finding.raised_by
        if self.finding.type == Finding.Type.MAJOR and raiser is not None and raiser.pk not in reasons:
            found.append(_("%(person)s (raised this major)") % {"person": raiser})
        return found

    def _names(self) -> dict[int, str]:
        people = [
            self.finding.owner,
            *[one for action in self.actions for one in (action.owner, action.implemented_by)],
        ]
        names = {person.pk: person.name for person in people if person is not None}
        for link in self.links:
            if link.version.uploaded_by.person_id:
                names.setdefault(link.version.uploaded_by.person_id, link.version.uploaded_by.name)
        return names
