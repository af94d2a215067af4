"""The audit programme of a year on paper, for one reader: as PDF to sign off, and as a workbook to count with."""

from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.models import Programme
from audits.paper.sections import TEMPLATE, filled, section
from audits.paper.workbook import ABOUT
from audits.records.programmes import ProgrammeRecord
from audits.records.year import YearRecord
from foundation import words
from foundation.directory.models import User
from foundation.lists.columns import Column
from foundation.lists.exports import Sheet, write_sheets
from foundation.reports import typeset
from foundation.rows import Grading

LINES = (
    Column("title", gettext_lazy("What is audited"), value="line.title"),
    Column("unit", gettext_lazy("Unit"), value="line.unit"),
    Column("area", gettext_lazy("Area"), value="line.area"),
    Column("region", gettext_lazy("Region"), value="line.region"),
    Column("score", gettext_lazy("Risk score"), value="risk.score", kind="number"),
    Column("asked", gettext_lazy("Asks for, months"), value="risk.asked_months", kind="number"),
    Column("interval", gettext_lazy("Comes every, months"), value="line.interval_months", kind="number"),
    Column("anchor", gettext_lazy("First date"), value="line.anchor", kind="date"),
    Column("days", gettext_lazy("Auditor-days"), value="line.days_of_work", kind="number"),
    Column("lead", gettext_lazy("Lead"), value="line.lead", kind="person"),
    Column("rationale", gettext_lazy("Rationale"), value="line.rationale"),
    Column("ended", gettext_lazy("Ended"), value="line.ended_on", kind="date"),
)
AUDITS = (
    Column("ref", gettext_lazy("Reference"), value="audit.ref"),
    Column("title", gettext_lazy("Title"), value="audit.title"),
    Column("unit", gettext_lazy("Unit"), value="audit.unit"),
    Column("first", gettext_lazy("First day"), kind="date"),
    Column("last", gettext_lazy("Last day"), kind="date"),
    Column("days", gettext_lazy("Auditor-days"), value="auditor_days", kind="number"),
    Column("state", gettext_lazy("State"), value="audit.get_state_display", kind="state"),
)
RISKS = (
    Column("text", gettext_lazy("Risk")),
    Column("likelihood", gettext_lazy("Likelihood"), kind="number"),
    Column("impact", gettext_lazy("Impact"), kind="number"),
    Column("response", gettext_lazy("Response")),
)


class Contents:
    """What both files tell, as one reader may see it at a moment."""

    def __init__(self, programme: Programme, *, user: User, at: datetime) -> None:
        self.programme, self.user, self.moment = programme, user, timezone.localtime(at)
        self.record = ProgrammeRecord(programme, user=user, on=self.moment.date())
        self.year = YearRecord(programme, user=user, on=self.moment.date())

    @property
    def made(self) -> str:
        said = {"moment": words.moment(self.moment), "zone": self.moment.tzname() or "UTC"}
        return _("Made %(moment)s %(zone)s for %(person)s") % {**said, "person": self.user.person or self.user.name}

    @property
    def facts(self) -> list[tuple[str, str]]:
        programme, every = self.programme, _("All")
        return [
            (_("Year"), str(programme.year)),
            (_("Unit"), str(programme.unit)),
            (_("Programme manager"), str(programme.owner or "")),
            (_("Capacity"), _("%(days)d auditor-days") % {"days": programme.auditor_days}),
            (_("Planned"), _("%(days)d auditor-days") % {"days": self.year.work}),
            (_("Methods"), ", ".join(map(str, self.record.methods)) or every),
            (_("Areas"), ", ".join(map(str, self.record.areas)) or every),
            (_("Regions"), ", ".join(programme.regions) or every),
            (_("Frameworks"), ", ".join(programme.frameworks) or every),
        ]

    @property
    def standing(self) -> str:
        if not self.programme.revision:
            return str(self.programme.get_state_display())
        told = {"state": self.programme.get_state_display(), "number": self.programme.revision}
        return _("%(state)s, revision %(number)d") % told


def programme_pdf(programme: Programme, *, user: User, at: datetime) -> bytes:
    """The programme to be read and kept: objectives, lines, calendar, risks, gaps with their reasons, revisions."""
    with timezone.override(programme.unit.zone):
        contents = Contents(programme, user=user, at=at)
        title = _("Audit programme %(year)d") % {"year": programme.year}
        draft = programme.state in (Programme.State.DRAFT, Programme.State.IN_REVIEW)
        told = {
            "title": programme.title,
            "author": str(programme.owner or "Attest"),
            "kicker": title,
            "heading": programme.title,
            "standing": contents.standing,
            "watermark": _("DRAFT") if draft else "",
            "facts": contents.facts,
            "sections": filled(_sections(contents)),
            "head": {"left": title, "right": str(Grading.INTERNAL.label)},
            "foot": {"left": contents.made, "pages": _("Page {page} of {pages}"), "below": ""},
        }
        return typeset(TEMPLATE, told, at=contents.moment.replace(microsecond=0))


def _sections(contents: Contents) -> list[dict[str, Any]]:
    programme, record = contents.programme, contents.record
    risks = [(risk.text, risk.weight, risk.response) for risk in programme.risks.all()]  # type: ignore[attr-defined]
    reasons = [(reason, reason.text) for reason in programme.gap_reasons.all()]  # type: ignore[attr-defined]
    revisions = [(row.number, words.day(row.on), row.what, row.reason, row.approved_by) for row in record.revisions]
    return [
        section(_("Objectives"), body=programme.objectives),
        _lines(record),
        _calendar(contents.year),
        section(
            _("Risks of the programme"),
            [_("Risk"), _("Likelihood × impact"), _("Response")],
            risks,
            widths=[3, 1, 3],
        ),
        section(_("Uncovered, with a reason"), [_("Place"), _("Reason")], reasons, widths=[2, 3]),
        section(
            _("Revisions"),
            [_("Number"), _("On"), _("What changed"), _("Reason"), _("Approved by")],
            revisions,
            widths=[1, 1, 2, 2, 1],
        ),
        *_review(programme),
    ]


def _lines(record: ProgrammeRecord) -> dict[str, Any]:
    live = [one for one in record.lines if one.line.ended_on is None]
    rows = [
        (one.line.title, one.line.unit, one.risk.score, one.line.interval_months, one.line.days_of_work) for one in live
    ]
    head = [_("What is audited"), _("Unit"), _("Score"), _("Every … months"), _("Auditor-days")]
    return section(_("Lines"), head, rows, widths=[4, 3, 1, 1, 1])


def _calendar(year: YearRecord) -> dict[str, Any]:
    rows = [
        (bar.audit.ref, bar.audit.title, words.day(bar.first), words.day(bar.last), bar.audit.get_state_display())
        for bar in year.bars
    ]
    head = [_("Audit"), _("Title"), _("First day"), _("Last day"), _("State")]
    return section(_("The audits of the year"), head, rows, widths=[2, 4, 2, 2, 2])


def _review(programme: Programme) -> list[dict[str, Any]]:
    review = getattr(programme, "review", None)
    if review is None:
        return []
    texts = ((_("Achieved"), review.achieved), (_("Lessons"), review.lessons), (_("Next year"), review.next_year))
    return [section(title, body=text) for title, text in texts]


def programme_xlsx(programme: Programme, *, user: User, at: datetime) -> bytes:
    """The workbook: lines with their risk, the audits of the year, the risks, and what the file is."""
    with timezone.override(programme.unit.zone):
        contents = Contents(programme, user=user, at=at)
        about = [
            (_("Programme"), programme.title),
            (_("State"), contents.standing),
            *contents.facts,
            (_("Made"), contents.made),
        ]
        sheets = [
            Sheet(_("Lines"), LINES, contents.record.lines),
            Sheet(_("Audits"), AUDITS, contents.year.bars),
            Sheet(_("Risks"), RISKS, list(programme.risks.all())),  # type: ignore[attr-defined]
            Sheet(_("About"), ABOUT, about),
        ]
        stream = BytesIO()
        write_sheets(sheets, stream, at=at.replace(tzinfo=None))
    return stream.getvalue()
