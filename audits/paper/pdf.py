"""The report of an audit as PDF, for one reader: what was issued, or the draft with a mark across each page."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.dues import STEPS
from audits.models import Audit, Finding, Meeting, Report, TeamMember
from audits.paper.contents import Said, digest_of, said_by
from foundation import words
from foundation.directory.models import User
from foundation.reports import typeset
from foundation.rows import Grading

TEMPLATE = Path(__file__).parent / "audit.typ"
TONES = {"major": "bad", "minor": "warn", "ofi": "info", "observation": "mute", "good_practice": "good"}
IN_FULL = 500  # findings that a paper tells whole
PER_PARAGRAPH = 50
LONG = 1500  # characters of a finding that may go over to the next page
Pairs = list[tuple[str, str]]


def report_pdf(report: Report, *, user: User, at: datetime) -> bytes:
    """The file; findings that `user` may not see are left out, and the paper says so."""
    with timezone.override(report.audit.unit.zone):
        moment = timezone.localtime(at).replace(microsecond=0)
        said = said_by(report, on=moment.date())
        return typeset(TEMPLATE, told(report, said, user=user, at=moment), at=moment)


def told(report: Report, said: Said, *, user: User, at: datetime) -> Said:
    """Everything the template shows, in words."""
    findings, whole = _seen(report.audit, said, user)
    ref, draft = said["audit"]["ref"], report.issued_on is None
    title = _("Audit report %(ref)s") % {"ref": ref}
    return {
        "title": f"{title}: {said['audit']['title']}",
        "author": said["lead"] or "Attest",
        "heading": said["audit"]["title"],
        "kicker": title,
        "standing": _standing(report),
        "watermark": _("DRAFT") if draft else "",
        "notes": _notes(draft=draft, whole=whole),
        "facts": _facts(said),
        "conclusion": (_("Conclusion"), str(Report.Conclusion(said["conclusion"]).label)),
        "tally": _tally(findings),
        "sections": [section for section in _sections(said) if section["body"]],
        "findings": {
            "title": _("Findings"),
            "none": _("Nothing was found that is told here."),
            "named": _("Only named here, told whole in the workbook of the findings:"),
            "groups": _groups(findings, _voided(report.audit)),
        },
        "positive": _positive(said),
        "limits": _limits(said),
        "closing": _closing(said),
        "head": {"left": title, "right": str(Grading(said["audit"]["grading"]).label)},
        "foot": _foot(said, user=user, at=at),
    }


def _seen(audit: Audit, said: Said, user: User) -> tuple[list[Said], bool]:
    """The findings this reader may see, and whether these are all."""
    visible = {
        str(uuid) for uuid in Finding.objects.visible_to(user).filter(audit=audit).values_list("uuid", flat=True)
    }
    seen = [one for one in said["findings"] if one["uuid"] in visible]
    return seen, len(seen) == len(said["findings"])


def _voided(audit: Audit) -> set[str]:
    return {str(uuid) for uuid in audit.findings.filter(state=Finding.State.VOID).values_list("uuid", flat=True)}


def _standing(report: Report) -> str:
    if report.issued_on:
        return _("Issued %(day)s") % {"day": words.day(report.issued_on)}
    if report.reviewed_on:
        return _("Draft, reviewed %(day)s, not issued") % {"day": words.day(report.reviewed_on)}
    return _("Draft, not reviewed and not issued")


def _notes(*, draft: bool, whole: bool) -> list[str]:
    said = []
    if draft:
        said.append(_("This is a draft. It may change until it is issued and is not the result of the audit."))
    if not whole:
        said.append(_("This is an extract: it tells the findings that the person it was made for may see."))
    return said


def _facts(said: Said) -> Pairs:
    audit, auditee = said["audit"], said["auditee"]
    kind, method = Audit.Kind(audit["kind"]).label, Audit.Method(audit["method"]).label
    return [
        (_("Reference"), audit["ref"]),
        (_("Kind and method"), f"{kind}, {str(method).lower()}"),
        (_("Audited unit"), auditee["unit"]),
        (_("Head of the unit"), auditee["head"]),
        (_("Region"), audit["region"]),
        (_("Area"), audit["area"]),
        (_("Audited processes"), "\n".join(_process(one) for one in auditee["processes"])),
        (_("Criteria"), "\n".join(f"{one['name']} ({one['issuer']})" for one in audit["criteria"])),
        (_("Planned"), _span(audit["planned"])),
        (_("Held"), _span(audit["held"])),
        (_("Auditing organisation"), audit["organisation"]),
        (_("Audit team"), "\n".join(_member(one) for one in said["team"])),
    ]


def _process(one: Said) -> str:
    name = f"{one['code']} {one['name']}"
    return f"{name} ({_('owner')}: {one['owner']})" if one["owner"] else name


def _member(one: Said) -> str:
    part = TeamMember.Part(one["part"]).label
    days = f", {one['days']} {_('days')}" if one["days"] else ""
    return f"{one['name']}, {str(part).lower()}{days}"


def _span(days: list[str]) -> str:
    first, last = (words.day(parse_date(day)) if day else "" for day in days)
    return first if last in ("", first) else f"{first} {_('to')} {last}"


def _tally(findings: list[Said]) -> list[Said]:
    counts = Counter(one["type"] for one in findings)
    return [
        {"label": str(label), "count": counts[value], "tone": TONES[value]} for value, label in Finding.Type.choices
    ]


def _sections(said: Said) -> list[Said]:
    audit = said["audit"]
    meetings = [
        f"{Meeting.Kind(one['kind']).label}, {_dated(one['on'])}: {_listed(one['attendees'])}"
        for one in said["meetings"]
    ]
    return [
        {"title": _("Objectives"), "body": audit["objectives"]},
        {"title": _("Scope"), "body": audit["scope"]},
        {"title": _("How it was audited"), "body": "\n\n".join([_sampling(said), *meetings])},
        {"title": _("Summary"), "body": said["summary"]},
        {"title": _("Recommendation"), "body": said["recommendation"]},
    ]


def _listed(lines: str) -> str:
    return ", ".join(line.strip() for line in lines.splitlines() if line.strip())


def _sampling(said: Said) -> str:
    asked = said["coverage"]["questions"]
    sample = _(
        "The audit looked at samples of the information that was available when it was held. What it did not look at "
        "may hold nonconformities that are not told here, and the absence of a finding is no proof of conformity."
    )
    if not asked:
        return sample
    questions = ngettext(
        "It worked through a checklist of %(count)d question.",
        "It worked through a checklist of %(count)d questions.",
        asked,
    )
    return f"{questions % {'count': asked}} {sample}"


def _groups(findings: list[Said], voided: set[str]) -> list[Said]:
    """The findings by type, the gravest first; beyond IN_FULL they are named, so that a paper's memory has an end."""
    groups, left = [], IN_FULL
    for value, label in Finding.Type.choices:
        these = [one for one in findings if one["type"] == value]
        if these:
            told_here = {
                "findings": [_finding(one, voided) for one in these[:left]],
                "named": _named(these[left:], voided),
            }
            groups.append({"label": str(label), "tone": TONES[value], **told_here})
        left = max(0, left - len(these))
    return groups


def _named(findings: list[Said], voided: set[str]) -> list[str]:
    """Reference and title of each, in paragraphs of some."""
    said = [
        f"{one['ref']} {one['title']}"
        + (f" ({_('Void since the report was issued')})" if one["uuid"] in voided else "")
        for one in findings
    ]
    return ["; ".join(said[first : first + PER_PARAGRAPH]) for first in range(0, len(said), PER_PARAGRAPH)]


def _finding(one: Said, voided: set[str]) -> Said:
    proofs = [f"{each['ref']} {each['title']} (v{each['version']})" for each in one["proofs"]]
    return {
        "title": f"{one['ref']}  {one['title']}",
        "mark": _("Void since the report was issued") if one["uuid"] in voided else "",
        "statement": one["statement"],
        "long": len(one["statement"]) + len(one["evidence"]) > LONG,
        "facts": [
            (_("Requirement"), " · ".join(part for part in (one["requirement"], one["criterion"]) if part)),
            (_("Objective evidence"), "\n\n".join(part for part in (one["evidence"], "\n".join(proofs)) if part)),
            (_("Process"), one["process"]),
            (_("Site"), one["site"]),
            (_("Owner"), one["owner"]),
            (_("Repeat of"), one["repeats"]),
            (_("Systemic"), _("Yes") if one["systemic"] else ""),
            (_("The body's reference"), one["external"]),
            (_("Due"), "\n".join(f"{STEPS.get(due['step'], due['step'])}: {_dated(due['on'])}" for due in one["dues"])),
        ],
    }


def _positive(said: Said) -> Said:
    conforms = said["coverage"]["conforms"]
    return {"title": _("What conforms"), "body": "\n".join(conforms)}


def _limits(said: Said) -> Said:
    """What the reader must know of what the audit could not do: stated, not tested, not independent, not agreed."""
    parts = [(_("Stated by the lead auditor"), said["limitations"] or _("None."))]
    untested = "\n".join(f"{one['number']} {one['title']}" for one in said["coverage"]["not_tested"])
    parts.append((_("Not tested"), untested or _("Every question of the checklist was answered.")))
    parts.append((_("Independence"), _ties(said["independence"])))
    disputed = "\n\n".join(one["disagreements"] for one in said["meetings"] if one["disagreements"])
    parts.append((_("Disagreements"), disputed or _("None recorded.")))
    if not said["coverage"]["questions"]:
        del parts[1]
    return {"title": _("Limitations"), "facts": parts}


def _ties(tied: list[Said]) -> str:
    if not tied:
        return _("No tie of anybody in the team to what was audited is known (S-01). No exception was made (S-03).")
    head = _("Exceptions (S-03): these members of the team are tied to what was audited.")
    return "\n".join([head, *(_tie(one) for one in tied)])


def _tie(one: Said) -> str:
    allowed = one.get("exception")
    if allowed is None:
        return f"{one['name']}: {'; '.join(one['ties'])}"
    words = {**allowed, "name": one["name"], "day": _dated(allowed["approved_on"])}
    return "\n".join(
        [
            f"{one['name']}: {allowed['ties']}.",
            _("Reason: %(reason)s") % words,
            _("What makes up for it: %(mitigation)s") % words,
            _("Second auditor: %(second_auditor)s. Approved by %(approved_by)s on %(day)s.") % words,
        ]
    )


def _closing(said: Said) -> Said:
    none = _("The body's own") if said["issued_on"] else _("Not reviewed yet")
    reviewer = f"{said['reviewer']}, {_dated(said['reviewed_on'])}" if said["reviewer"] else none
    parts = [
        (_("Lead auditor"), said["lead"]),
        (_("Quality review"), reviewer),
        (_("Issued"), _dated(said["issued_on"]) if said["issued_on"] else _("Not issued yet")),
        (_("Distribution"), said["distribution"] or _("Nobody is named.")),
    ]
    return {"title": _("Approval and distribution"), "facts": parts}


def _foot(said: Said, *, user: User, at: datetime) -> dict[str, Any]:
    made = {"moment": words.moment(at), "zone": at.tzname() or "UTC", "person": str(user.person or user.name)}
    return {
        "left": _("Made %(moment)s %(zone)s for %(person)s") % made,
        "pages": _("Page {page} of {pages}"),
        "below": _("SHA-256 of the report: %(hash)s") % {"hash": digest_of(said)},
    }


def _dated(day: str) -> str:
    found: date | None = parse_date(day) if day else None
    return words.day(found)
