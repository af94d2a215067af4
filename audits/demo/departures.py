"""The causes of one finding by category, the limit of a body for another, and a date that is asked to be moved."""

from datetime import timedelta

from django.utils.translation import gettext as _

from audits.models import CauseAnalysis, Finding
from foundation.approvals import take_step
from foundation.demonstration import Story
from foundation.models.work import Due

CATEGORY = CauseAnalysis.Category


def load_departures(story: Story) -> None:
    """Writes what the content file has no column for."""
    _draw_causes()
    _limit()


def _draw_causes() -> None:
    cause = CauseAnalysis.objects.get(finding__ref="F-018")
    cause.branches = [
        {
            "category": CATEGORY.TOOL,
            "causes": [_("No interface reads the state"), _("The inventory is filled in by hand")],
        },
        {"category": CATEGORY.UNCLEAR_RULE, "causes": [_("Contracts ask for no receipt")]},
        {"category": CATEGORY.METHOD, "causes": [_("Operators install alone"), _("Nobody asks after a delivery")]},
        {"category": CATEGORY.RESOURCES, "causes": [_("A remote session for each element takes an hour")]},
    ]
    cause.full_clean()
    cause.save()


def _limit() -> None:
    """As the letter of the body has it: the last date of the finding."""
    finding = Finding.objects.get(ref="F-015")
    finding.cap_on = Due.objects.about(finding).get(step="action").due_on
    finding.cap_source = Finding.CapSource.LETTER
    finding.full_clean()
    finding.save()


def ask_for_time(story: Story) -> None:
    """The owner of a minor asks for three more weeks; the officer has not decided."""
    finding = Finding.objects.select_related("owner").get(ref="F-018")
    due = Due.objects.about(finding).get(step="action")
    take_step(
        actor=story.account(finding.owner.number),
        subject=finding,
        step="extend",
        on=story.on,
        reason=_("Two operators sign the addendum with the inventory interface in the new year."),
        given={"due_step": "action", "new_due_on": due.due_on + timedelta(days=21)},
    )
