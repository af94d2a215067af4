"""The issued reports, each agreed by somebody who is not the lead, with the hash of what it says."""

from datetime import timedelta

from django.utils.translation import gettext as _

from audits.demo.audits import CONTENT, PLANNER
from audits.models import Audit, Report
from audits.paper import contents, digest_of
from foundation.dates import report_due
from foundation.demonstration import Story, lines_of
from foundation.directory.calendars import work_calendar
from foundation.models.work import Due
from foundation.rows import pointer


def load_reports(story: Story) -> None:
    """Writes them after the findings and their evidence, which are a part of what is hashed."""
    for line in lines_of(CONTENT / "audits.csv"):
        if not line["report_issued"]:
            continue
        audit = Audit.objects.select_related("unit__calendar").get(ref=line["ref"])
        issued = story.day(line["report_issued"])
        report = Report(
            audit=audit,
            summary=line["summary"],
            conclusion=line["conclusion"],
            distribution=_("Head of %(unit)s\nOwners of the audited processes\nCompliance officers")
            % {"unit": audit.unit},
            reviewer=story.people[PLANNER],
            reviewed_on=max(issued - timedelta(days=1), audit.actual_end),
            issued_on=issued,
        )
        report.content = contents(report, on=issued)
        report.sha256 = digest_of(report.content)
        report.full_clean()
        report.save()
        _due(audit, met_on=report.issued_on)


def _due(audit: Audit, *, met_on: object) -> None:
    due = report_due(audit.actual_end, work_calendar(audit.unit))
    facts = {"anchor": audit.actual_end, "rule": "imported", "policy_version": 1, "computed": due, "met_on": met_on}
    Due.objects.create(**pointer(audit), step="report", **facts)
