"""What search finds of courses, signatures and recognition, and what one can do from the palette."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.search.offers import Act, ActOn, Searched, offer_acts, offer_search, whoever
from people.models import Assignment, Attestation, Campaign, Course, Nomination
from people.permissions import DEFINE_COURSE, IMPORT_PEOPLE, NOMINATE, PLAN_CAMPAIGN, SUBMIT_PROOF, VIEW_CAMPAIGNS


def to_take(user: Any, on: date) -> QuerySet[Assignment]:
    """One's own courses that are not completed."""
    states = [Assignment.State.ASSIGNED, Assignment.State.IN_PROGRESS]
    return Assignment.objects.visible_to(user).filter(person=user.person_id, state__in=states)


def to_sign(user: Any, on: date) -> QuerySet[Attestation]:
    """The texts that wait for one's own signature."""
    return Attestation.objects.visible_to(user).filter(person=user.person_id, state=Attestation.State.OPEN)


offer_search(
    Searched(
        "course",
        _("Courses"),
        Course,
        "people:course",
        "academic-cap",
        "title",
        ref="code",
        words=("summary",),
        order=65,
    ),
    Searched(
        "campaign",
        _("Campaigns"),
        Campaign,
        "people:campaign",
        "pencil-square",
        "title",
        ref="ref",
        state="state",
        day="opens_on",
        roles=tuple(VIEW_CAMPAIGNS.names),
        order=66,
    ),
    Searched(
        "nomination",
        _("Nominations"),
        Nomination,
        "people:nomination",
        "trophy",
        "title",
        ref="ref",
        day="published_on",
        order=67,
    ),
)
offer_acts(
    Act("nominate", _("Nominate a colleague"), "people:nomination_add", "trophy", whoever(NOMINATE), also=_("award")),
    Act(
        "submit-proof",
        _("Send in a proof of training"),
        "people:proof_add",
        "academic-cap",
        whoever(SUBMIT_PROOF),
        also=_("certificate"),
    ),
    Act("add-course", _("Add a course"), "people:course_add", "academic-cap", whoever(DEFINE_COURSE)),
    Act("plan-campaign", _("Plan a campaign"), "people:campaign_add", "pencil-square", whoever(PLAN_CAMPAIGN)),
    Act(
        "read-hr-file",
        _("Read people out of a file"),
        "people:hr_import_add",
        "arrow-up-tray",
        whoever(IMPORT_PEOPLE),
        also=_("import"),
    ),
    ActOn(
        "take-course",
        _("Take “%(row)s”"),
        "course",
        "people:assignment",
        "academic-cap",
        to_take,
        row="course__title",
        record="course__uuid",
    ),
    ActOn(
        "sign",
        _("Read and sign “%(row)s”"),
        "campaign",
        "people:attestation",
        "pencil-square",
        to_sign,
        row="campaign__title",
        record="campaign__uuid",
    ),
)
