"""A statement of applicability on paper: as PDF to sign off and hand out, and as a workbook to work with."""

from datetime import datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.paper.workbook import ABOUT
from certifications.applicability import content_of
from certifications.models import SoaLine, StatementOfApplicability
from foundation import words
from foundation.directory.models import User
from foundation.lists.columns import Column
from foundation.lists.exports import Sheet, write_sheets
from foundation.reports import typeset
from foundation.rows import Grading

TEMPLATE = Path(__file__).parent / "soa.typ"
Said = dict[str, Any]


def applies(line: Said) -> str:
    return _("Applies") if line["applicable"] else _("Excluded")


def reasons(line: Said) -> str:
    return ", ".join(str(SoaLine.Reason(reason).label) for reason in line["reasons"])


def implementation(line: Said) -> str:
    return str(SoaLine.Implementation(line["implementation"]).label) if line["implementation"] else ""


def read(name: str) -> Any:
    """Reads one thing that a line says."""
    return lambda line: line[name]


LINES = (
    Column("ref", gettext_lazy("Control"), value=read("ref")),
    Column("title", gettext_lazy("Title"), value=read("title")),
    Column("theme", gettext_lazy("Theme"), value=read("theme")),
    Column("applies", gettext_lazy("Applicable"), value=applies, kind="state"),
    Column("reasons", gettext_lazy("Included because of"), value=reasons),
    Column("justification", gettext_lazy("Justification"), value=read("justification")),
    Column("implementation", gettext_lazy("Implementation"), value=implementation, kind="state"),
)


class Contents:
    """What both files tell of a version at a moment."""

    def __init__(self, soa: StatementOfApplicability, *, user: User, at: datetime) -> None:
        self.soa, self.user, self.moment = soa, user, timezone.localtime(at)
        self.said = content_of(soa)
        self.lines: list[Said] = self.said["lines"]

    @property
    def kicker(self) -> str:
        words_of_it = {"ref": self.said["ref"], "number": self.said["version"]}
        return _("Statement of applicability %(ref)s, version %(number)d") % words_of_it

    @property
    def made(self) -> str:
        said = {"moment": words.moment(self.moment), "zone": self.moment.tzname() or "UTC"}
        return _("Made %(moment)s %(zone)s for %(person)s") % {**said, "person": self.user.person or self.user.name}

    @property
    def facts(self) -> list[tuple[str, str]]:
        day = parse_date(self.said.get("approved_on", ""))
        return [
            (_("Scope"), self.said["scope"]),
            (_("Unit"), self.said["unit"]),
            (_("Framework"), self.said["framework"]),
            (_("Controls"), str(len(self.lines))),
            (_("Excluded"), str(len([line for line in self.lines if not line["applicable"]]))),
            (_("Approved by"), self.said.get("approver", "")),
            (_("Approved on"), words.day(day) if day else ""),
        ]


def soa_pdf(soa: StatementOfApplicability, *, user: User, at: datetime) -> bytes:
    """The version to be read and kept; what is not approved is marked as a draft."""
    with timezone.override(soa.unit.zone):
        told = Contents(soa, user=user, at=at)
        below = _("SHA-256 of the statement: %(hash)s") % {"hash": soa.sha256} if soa.is_frozen else ""
        content = {
            "title": f"{told.kicker}, {told.said['title']}",
            "author": told.said.get("approver", "Attest"),
            "kicker": told.kicker,
            "heading": told.said["title"],
            "standing": str(soa.get_state_display()),
            "watermark": "" if soa.is_frozen else _("DRAFT"),
            "facts": told.facts,
            "head_row": [_("Control"), _("Applicable"), _("Justification"), _("Implementation")],
            "sections": _sections(told.lines),
            "head": {"left": told.kicker, "right": str(Grading.INTERNAL.label)},
            "foot": {"left": told.made, "pages": _("Page {page} of {pages}"), "below": below},
        }
        return typeset(TEMPLATE, content, at=told.moment.replace(microsecond=0))


def _sections(lines: list[Said]) -> list[Said]:
    """The lines theme by theme, as the framework comes to them."""
    found = []
    for theme, members in groupby(lines, key=read("theme")):
        title = theme.replace("-", " ").capitalize() or _("Controls")
        found.append({"title": title, "rows": [_row(line) for line in members]})
    return found


def _row(line: Said) -> list[str]:
    why = "\n".join(part for part in (reasons(line), line["justification"]) if part)
    return [f"{line['ref']} {line['title']}", applies(line), why, implementation(line) or "–"]


def soa_xlsx(soa: StatementOfApplicability, *, user: User, at: datetime) -> bytes:
    """The workbook: the lines, and a sheet that says what they are of."""
    with timezone.override(soa.unit.zone):
        told = Contents(soa, user=user, at=at)
        about = [
            (_("Statement of applicability"), f"{told.said['ref']} v{told.said['version']}"),
            (_("Title"), told.said["title"]),
            (_("State"), soa.get_state_display()),
            *told.facts,
            ("SHA-256", soa.sha256),
            (_("Made"), told.made),
        ]
        stream = BytesIO()
        sheets = [Sheet(_("Lines"), LINES, told.lines), Sheet(_("About"), ABOUT, about)]
        write_sheets(sheets, stream, at=at.replace(tzinfo=None))
    return stream.getvalue()
