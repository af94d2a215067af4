"""Where recognition stands in the navigation, its tasks, its events, and K-13 in the register of all figures."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from assurance.parts import Part, offer_part
from foundation.access import Role
from foundation.figures import Measured, Metric, offer_metrics
from foundation.offers import Entry, Task, Work, offer_navigation, offer_work
from foundation.topics import tell_under
from foundation.webhooks.kinds import Family, keep_inside, offer_events
from people.figures import AwardFigures
from people.models import Nomination
from people.offers import nomination_work as work
from people.permissions import VIEW_RECOGNITION
from people.workflows import NOMINATION

PAGE = "people:nomination"


def is_unpublished(row: Nomination) -> bool:
    """What its people have not agreed to show leaves the house in no way."""
    return row.state != Nomination.State.PUBLISHED


def recognitions(user: Any, on: date) -> Measured:
    """K-13: awards of the last twelve months, by region."""
    found = AwardFigures(user, on=on)
    parts = {line.unit.code: line.total for line in found.units}
    return Measured(value=found.total, parts=parts)


offer_metrics(
    Metric(
        "K-13",
        _("Recognitions in twelve months"),
        recognitions,
        counts=_("awards of the last twelve months"),
        of=_("a number; per 100 persons it stands on the page of recognition"),
    )
)
offer_navigation(Entry(_("Recognition"), "people:wall", "trophy", 60, (Role.EMP,), alone=True))
offer_part(
    Part(
        _("Recognition"),
        _("Who was put forward by colleagues for what made us safer, and what they got for it."),
        "people:wall",
        "trophy",
        96,
        tuple(VIEW_RECOGNITION.names),
    )
)
offer_work(
    Work(
        "people.nominations_to_finish",
        (
            Task(
                "finish_nomination",
                _("Finish your nomination"),
                _("Chase a nomination"),
                PAGE,
                ("mute", "pencil", _("Draft")),
            ),
        ),
        work.to_finish,
        dated=False,
    ),
    Work(
        "people.nominations_to_review",
        (
            Task(
                "review_nomination",
                _("Review a nomination"),
                _("Chase the review of a nomination"),
                PAGE,
                ("warn", "inbox", _("Waits for review")),
            ),
        ),
        work.to_review,
        dated=False,
    ),
    Work(
        "people.nominations_to_award",
        (
            Task(
                "award_nomination",
                _("Decide on an award"),
                _("Chase the decision on an award"),
                PAGE,
                ("info", "trophy", _("Waits for the award")),
            ),
        ),
        work.to_award,
        dated=False,
    ),
    Work(
        "people.awards_to_answer",
        (
            Task(
                "answer_award",
                _("Say whether your award may be shown"),
                _("Chase an answer about an award"),
                PAGE,
                ("good", "trophy", _("Your award")),
            ),
        ),
        work.to_answer,
        dated=False,
    ),
    Work(
        "people.awards_to_publish",
        (
            Task(
                "publish_award",
                _("Publish an award"),
                _("Chase the publication of an award"),
                PAGE,
                ("info", "megaphone", _("Everybody agrees")),
            ),
        ),
        work.to_publish,
        dated=False,
    ),
)
offer_events(
    Family("nomination", _("Recognition"), steps=NOMINATION, more=[("made", _("Made")), ("changed", _("Changed"))])
)
keep_inside(Nomination, is_unpublished)
tell_under(
    "decisions",
    "nomination.submit",
    "nomination.review",
    "nomination.award",
    "nomination.award_together",
    "nomination.decline",
    "nomination.publish",
)
