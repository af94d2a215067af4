"""What proofs of training outside bring to My work, to webhooks and to the parts of the system."""

from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from assurance.parts import Part, offer_part
from foundation.access import Role
from foundation.offers import Task, Work, offer_work
from foundation.topics import tell_under
from foundation.webhooks.kinds import Family, offer_events
from people.models import Proof
from people.offers.columns import common, mine, no_day, text
from people.workflows import EDITION, PROOF


def to_review(user: Any, on: date) -> QuerySet:
    """Proofs that this person may judge: never their own. Source: S-06."""
    facts = {
        "row_uuid": F("uuid"),
        "row_ref": F("course__code"),
        "row_title": F("title"),
        "row_detail": F("person__name"),
    }
    rows = Proof.objects.to_review(user)
    return rows.annotate(task=text("review_proof"), due_by=no_day(), **facts, **common("person__"), **mine(user))


offer_work(
    Work(
        "people.proofs",
        (
            Task(
                "review_proof",
                _("Judge a proof of training outside"),
                _("Chase the judgement of a proof"),
                "people:proof",
                ("info", "academic-cap", _("Waits for review")),
            ),
        ),
        to_review,
        dated=False,
    )
)
offer_part(
    Part(
        _("Proofs of training outside"),
        _("What people learned elsewhere, with the papers, and whether it counts."),
        "people:proofs",
        "academic-cap",
        97,
        (Role.CO,),
    )
)
offer_events(
    Family("proof", _("Proofs of training outside"), steps=PROOF, more=[("submitted", _("Submitted"))]),
    Family(
        "edition",
        _("Content of courses"),
        steps=EDITION,
        more=[
            ("begun", _("Next version begun")),
            ("page_added", _("Page written")),
            ("page_changed", _("Page changed")),
            ("page_moved", _("Page moved")),
            ("page_removed", _("Page taken out")),
            ("question_added", _("Question written")),
            ("question_changed", _("Question changed")),
            ("question_removed", _("Question taken out")),
        ],
    ),
)
tell_under("decisions", "proof.")
