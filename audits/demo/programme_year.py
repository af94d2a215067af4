"""The programme of the year, approved in January, with the audits it has led to; and the next one, which waits."""

from datetime import date

from django.utils.translation import gettext as _

from assurance.models import Area
from audits.coverage import open_gaps
from audits.demo.audits import CONTENT, PLANNER
from audits.models import Audit, GapReason, Programme, ProgrammeLine, ProgrammeRevision, ProgrammeRisk
from audits.querysets.programme import audits_of
from audits.workflows import PROGRAMME
from foundation.dates import add_months, working_days_between
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.directory.calendars import work_calendar

MANAGEMENT = "P-0001"
CAPACITY = 168
LEVELS = ("impact", "change_level", "incident_level", "regulator_interest", "interval_months", "auditor_days")


def load_programmes(story: Story) -> None:
    """Writes both programmes; the audits of the year stand behind the lines they came from."""
    this = _programme(story, story.on.year)
    facts = {line["ref"]: line for line in lines_of(CONTENT / "programme_year.csv")}
    audits = audits_of(this, Audit.objects.filter(ref__in=facts)).select_related("unit__calendar", "area", "region")
    lines = [_line(this, audit, facts[audit.ref]) for audit in audits.prefetch_related("frameworks", "processes")]
    _approve(story, this)
    following = _programme(story, story.on.year + 1)
    for line in lines:
        _again(following, line)
    _tell(story, following, -6, "submit", PLANNER, _("submitted the programme"))
    PROGRAMME.place(following, "in_review", actor=story.robot, on=story.on, source=SOURCE)


def _programme(story: Story, year: int) -> Programme:
    planner = story.people[PLANNER]
    programme = Programme(
        year=year,
        title=_("Audit programme %(year)d") % {"year": year},
        unit=story.units["MN"],
        objectives=_(
            "See in every area and region that what the baseline asks for is done and works. "
            "Be ready for every audit of a certification body, a customer or an authority. "
            "Follow each major to verified closure within the year."
        ),
        owner=planner,
        author=planner,
        submitted_by=planner,
        auditor_days=CAPACITY,
        methods=["on_site", "remote", "hybrid"],
    )
    programme.full_clean()
    programme.save()
    story.imported(programme, "programme.added")
    for line in lines_of(CONTENT / "programme_risks.csv"):
        ProgrammeRisk.objects.create(programme=programme, **line)
    return programme


def _line(programme: Programme, audit: Audit, facts: dict[str, str]) -> ProgrammeLine:
    days = working_days_between(audit.baseline_start, audit.baseline_end, work_calendar(audit.unit)) + 1
    line = ProgrammeLine(
        programme=programme,
        **{name: getattr(audit, name) for name in ("title", "kind", "method", "unit", "area", "region", "lead")},
        **{name: int(facts[name]) for name in LEVELS},
        anchor=audit.baseline_start,
        working_days=max(1, days),
        rationale=facts["rationale"],
    )
    line.full_clean()
    line.save()
    line.frameworks.set(audit.frameworks.all())
    line.processes.set(audit.processes.all())
    Audit.objects.filter(pk=audit.pk).update(line=line, occurrence=0, nominal_start=audit.baseline_start)
    return line


def _again(programme: Programme, line: ProgrammeLine) -> None:
    """The same in the next year; what comes every other year is left out of it."""
    if line.interval_months > 12:
        return
    frameworks, processes = list(line.frameworks.all()), list(line.processes.all())
    line.pk, line.uuid, line._state.adding = None, type(line)._meta.get_field("uuid").get_default(), True
    line.programme, line.anchor = programme, add_months(line.anchor, 12)
    line.full_clean()
    line.save()
    line.frameworks.set(frameworks)
    line.processes.set(processes)


def _approve(story: Story, programme: Programme) -> None:
    on = min(date(programme.year, 1, 14), story.on)
    offset = (on - story.on).days
    _tell(story, programme, offset - 9, "submit", PLANNER, _("submitted the programme"))
    _tell(story, programme, offset, "approve", MANAGEMENT, _("approved the programme"))
    head = story.people[MANAGEMENT]
    for gap in open_gaps(programme, on=on):
        area, region = Area.objects.get(code=gap.area), story.units[gap.region]
        GapReason.objects.create(
            programme=programme, area=area, region=region, text=_("First audit in the year after.")
        )
    row = ProgrammeRevision(programme=programme, number=1, on=on, what=_("Approved"), by=head, approved_by=head)
    row.full_clean()
    row.save()
    Programme.objects.filter(pk=programme.pk).update(revision=1)
    PROGRAMME.place(programme, "approved", actor=story.robot, on=story.on, source=SOURCE)


def _tell(story: Story, programme: Programme, days: int, step: str, who: str, summary: str) -> None:
    at = story.moment(days, "10:20", unit=programme.unit)
    story.tell(at=at, actor=story.account(who), kind=f"programme.{step}", subject=programme, summary=summary)
