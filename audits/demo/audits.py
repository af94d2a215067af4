"""The audits of the year with their teams and meetings, and how each came to where it is."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from assurance.models import Area, Framework, Process
from audits.actions.audits import days_said
from audits.models import Attendance, Audit, Meeting, TeamMember
from audits.workflows import AUDIT
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.directory.models import Person, Site
from foundation.numbers import reserve

CONTENT = Path(__file__).parent.parent / "content" / "demo"
PLANNER = "P-0021"
OURS = ("internal", "second_party")  # audits we hold ourselves, with checklist and report of our own
NOT_BEGUN = (Audit.State.PLANNED, Audit.State.CANCELLED)
HELD = (Audit.State.FOLLOW_UP, Audit.State.CLOSED)

Line = dict[str, str]


def load_audits(story: Story) -> None:
    """Writes the audits, puts each into its state and tells its history."""
    lines = [_as_moved(line) for line in lines_of(CONTENT / "audits.csv")]
    for line in lines:
        audit = _audit(story, line)
        _team(story, line, audit)
        _meetings(story, line, audit)
        _tell(story, line, audit)
        AUDIT.place(audit, line["state"], actor=story.robot, on=story.on, source=SOURCE)
    year, number = lines[-1]["ref"].split("-")[1:]
    reserve("A", int(year), int(number))


def _as_moved(line: Line) -> Line:
    """The planned days of an audit that was postponed are those it was held on; the approved ones stay."""
    if not line["postponed_reason"] or not line["actual_start"]:
        return line
    first, last = line["fieldwork_from"] or line["actual_start"], line["fieldwork_to"] or line["actual_end"]
    return {**line, "planned_start": first, "planned_end": last}


def _audit(story: Story, line: Line) -> Audit:
    days = ("planned_start", "planned_end", "baseline_start", "baseline_end", "actual_start", "actual_end")
    begun = line["state"] not in NOT_BEGUN
    sites = ", ".join(Site.objects.filter(code__in=line["sites"].split(";")).values_list("name", flat=True))
    audit = Audit(
        **{key: line[key] for key in ("ref", "title", "kind", "method", "objectives")},
        **{key: story.maybe_day(line[key]) for key in days},
        scope=f"{line['scope']}\n{_('Sites: %(sites)s.') % {'sites': sites}}" if sites else line["scope"],
        organisation=line["auditing_organisation"],
        unit=story.units[line["unit"]],
        region=story.units[line["region"]],
        area=Area.objects.filter(code=line["area"]).first(),
        lead=story.people[line["lead"]],
        in_programme=line["in_programme"] == "y",
        plan_sent_on=story.day(int(line["planned_start"]) - 18) if begun else None,
        documents_reviewed=begun,
        closed_on=story.maybe_day(line["closed"]),
        postponed_count=1 if line["postponed_reason"] else 0,
    )
    audit.full_clean()
    audit.save()
    audit.frameworks.set(Framework.objects.filter(code__in=line["criteria"].split(";")))
    audit.processes.set(Process.objects.filter(code__in=line["processes"].split(";")))
    return audit


def _team(story: Story, line: Line, audit: Audit) -> None:
    parts = [(line["lead"], TeamMember.Part.LEAD)]
    parts += [tuple(entry.split(":")) for entry in line["team"].split(";") if entry]
    if line["contact"]:
        parts.append((line["contact"], TeamMember.Part.GUIDE))
    TeamMember.objects.bulk_create(
        TeamMember(audit=audit, person=story.people[number], part=part) for number, part in parts
    )


def _meetings(story: Story, line: Line, audit: Audit) -> None:
    there = [_("Lead auditor"), _("Auditors"), _("Head of %(unit)s") % {"unit": audit.unit}]
    there += [_("Owner of %(process)s") % {"process": process} for process in audit.processes.all()]
    opening = _("Objectives, scope and criteria confirmed. The way of sampling and of reporting was explained.")
    closing = _("The findings were read out and understood. %(summary)s") % {"summary": line["summary"]}
    for kind, day, minutes in (
        (Meeting.Kind.OPENING, audit.actual_start, opening),
        (Meeting.Kind.CLOSING, audit.actual_end, closing),
    ):
        if day is not None:
            row = Meeting.objects.create(
                audit=audit, kind=kind, held_on=day, attendees="\n".join(there), minutes=minutes
            )
            Attendance.objects.bulk_create(
                Attendance(meeting=row, person=person)
                for person in (audit.lead, audit.unit.accountable_officer)
                if person
            )


def _history(line: Line) -> Iterator[tuple[int, str, str, str]]:
    """The steps an audit has behind it: days, time of day, step, reason."""
    planned, baseline = int(line["planned_start"]), int(line["baseline_start"])
    yield min(planned, baseline) - 62, "10:15", "scheduled", ""
    if line["postponed_reason"]:
        yield baseline - 8, "16:05", "postpone", line["postponed_reason"]
    if line["cancel_reason"]:
        yield baseline - 9, "11:50", "cancel", line["cancel_reason"]
    if line["state"] in NOT_BEGUN:
        return
    yield planned - 33, "09:20", "initiate", ""
    if line["kind"] in OURS:
        yield planned - 30, "10:40", "set_team", ""
        yield planned - 22, "14:10", "build_checklist", ""
    yield planned - 18, "11:30", "send_plan", ""
    yield planned - 6, "15:45", "prepare", ""
    yield int(line["actual_start"]), "09:00", "open", ""
    if line["state"] not in HELD:
        return
    end, issued = int(line["actual_end"]), int(line["report_issued"])
    same_day = issued <= end  # a body from outside may hand its report over at the closing meeting
    yield end, "11:00" if same_day else "16:00", "hold_closing", ""
    yield max(end, issued - 1), "12:10" if same_day else "16:20" if issued - 1 == end else "10:20", "write_report", ""
    yield max(end, issued - 1), "13:40" if same_day else "17:50", "review_report", ""
    yield int(line["report_issued"]), "14:30", "issue", ""
    yield int(line["report_issued"]), "14:31", "follow_up", ""
    if line["closed"]:
        yield int(line["closed"]), "10:00", "close", ""


ACTORS = {"scheduled": PLANNER, "postpone": PLANNER, "cancel": PLANNER, "review_report": PLANNER}


def _told(audit: Audit) -> dict[str, list[Person | None]]:
    """Who hears of which step."""
    owners = [process.owner for process in audit.processes.select_related("owner")]
    audited = [*owners, audit.unit.accountable_officer]
    return {
        "scheduled": [audit.lead],
        "postpone": [audit.lead, *owners],
        "set_team": [member.person for member in audit.team.select_related("person")],
        "send_plan": audited,
        "review_report": [audit.lead],
        "issue": audited,
    }


def _tell(story: Story, line: Line, audit: Audit) -> None:
    told = _told(audit)
    for days, clock, name, reason in sorted(_history(line), key=lambda entry: entry[:2]):
        story.tell(
            at=story.moment(days, clock, unit=audit.unit),
            actor=story.robot if name == "follow_up" else story.account(ACTORS.get(name, line["lead"])),
            kind=f"audit.{name}",
            subject=audit,
            summary=_summary(audit, name, reason),
            details={"reason": reason} if reason else None,
            notify=story.accounts_of(*told.get(name, [])),
        )


def _summary(audit: Audit, name: str, reason: str) -> str:
    if name == "scheduled":
        return _("scheduled it for %(days)s") % {"days": days_said(audit.baseline_start, audit.baseline_end)}
    told = str(AUDIT.step(name).told)
    return f"{told}: {reason}" if reason else told
