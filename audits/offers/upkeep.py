"""What keeps audits in order brings to My work: accepted risks to look at again, qualifications that end."""

from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from audits.models import AuditorQualification, Finding, RiskAcceptance
from audits.offers.work import NO_TEXT, _facts, _no_day
from foundation.access import Role, reach
from foundation.models.trail import Event
from foundation.offers import Task, Work, offer_work

SOON = timedelta(days=14)
AHEAD, BEHIND = timedelta(days=60), timedelta(days=90)


def risks(user: Any, on: date) -> QuerySet[RiskAcceptance]:
    """Accepted risks that nobody has looked at since their day: held by the manager who accepted, chased by officers."""
    looked = Event.objects.about_any(Finding, OuterRef("finding__uuid")).filter(
        kind="finding.review_risk", at__date__gte=OuterRef("review_on")
    )
    concerned = Q(accepted_by=user.person_id) | reach(user, Role.CO, unit="finding__unit")
    rows = RiskAcceptance.objects.filter(concerned, finding__in=Finding.objects.visible_to(user).values("pk"))
    rows = rows.filter(~Exists(looked), ended_on=None, review_on__lte=on + SOON)
    return rows.annotate(
        **_facts("finding__"),
        task=Value("review_risk", CharField()),
        row_detail=F("reason"),
        held_by_id=F("accepted_by"),
        held_by=F("accepted_by__name"),
        opens_on=_no_day(),
        due_by=F("review_on"),
    )


def qualifications(user: Any, on: date) -> QuerySet:
    """Those that end within two months or ended lately, with none that goes on: the auditor's, chased by who plans.

    The column `grade` is their own.
    """
    concerned = Q(person=user.person_id) | reach(user, Role.PM, Role.CO, unit="person__unit")
    later = AuditorQualification.objects.filter(
        person=OuterRef("person"), framework=OuterRef("framework"), valid_until__gt=OuterRef("valid_until")
    )
    rows = AuditorQualification.objects.visible_to(user).filter(concerned, ~Exists(later), person__left_on=None)
    return rows.filter(valid_until__range=(on - BEHIND, on + AHEAD)).annotate(
        task=Value("renew_qualification", CharField()),
        row_uuid=F("uuid"),
        row_ref=NO_TEXT,
        row_title=F("framework__title"),
        row_detail=F("person__name"),
        clause=NO_TEXT,
        area_code=NO_TEXT,
        unit_name=F("person__unit__name"),
        unit_path=F("person__unit__path"),
        held_by_id=F("person"),
        held_by=F("person__name"),
        opens_on=_no_day(),
        due_by=F("valid_until"),
    )


offer_work(
    Work(
        "audits.risks",
        (
            Task(
                "review_risk",
                _("Look at the accepted risk again"),
                _("Chase the review of an accepted risk"),
                "audits:finding",
                ("warn", "scale", _("Risk accepted")),
            ),
        ),
        risks,
    ),
    Work(
        "audits.qualifications",
        (
            Task(
                "renew_qualification",
                _("Renew your qualification"),
                _("Chase the renewal of a qualification"),
                "audits:auditors",
                ("warn", "academic-cap", _("Ends soon")),
                takes_uuid=False,
            ),
        ),
        qualifications,
    ),
)
