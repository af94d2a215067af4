"""Who sees which case, and in which part; what the clock looks for. Source: S-12, 2.20, 2.21 (docs/cases.md)."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, Q, Value, When

from foundation.access import Role, holds, reach

NOBODY = Q(pk__in=[])
AT_DECISION = ("decision_pending", "sanctioned")
CLOSED = ("dismissed", "closed_unfounded")
IN_FORCE = ("final", "spent")
OPEN = ("reported", "investigating", "hearing", "decision_pending", "sanctioned", "under_appeal")


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The cases somebody works on, with all that is in them. Whoever is a party to a case never sees it this way."""
        term = NOBODY
        for part in self._handling(user).values():
            term |= part
        return self.filter(term).exclude(self._party(user))

    def as_subject(self, user: Any) -> Self:
        """The cases about the user, once they were told, until they are spent or erased."""
        if not _present(user):
            return self.none()
        told = self.filter(subject__person=user.person_id, subject_told_on__isnull=False, erased_on=None)
        return told.exclude(state__in=["dismissed", "spent"])

    def as_reporter(self, user: Any) -> Self:
        """The cases the user reported with their name."""
        return self.filter(reporter__person=user.person_id) if _present(user) else self.none()

    def by_token(self, token_hash: str) -> Self:
        """The case of a report without a name, by the hash of its token."""
        return self.filter(reporter__token_hash=token_hash) if token_hash else self.none()

    def with_parts(self, user: Any) -> Self:
        """Adds what the user is in each case: `is_officer`, `is_investigator`, `is_decider`, `is_panel`, `is_counsel`,
        `is_hr`, `is_subject`, `is_reporter`."""
        party = self._party(user)
        handling = {f"is_{name}": term & ~party for name, term in self._handling(user).items()}
        own = {
            "is_subject": Q(pk__in=self.model.objects.as_subject(user).values("pk")),
            "is_reporter": Q(pk__in=self.model.objects.as_reporter(user).values("pk")),
        }
        return self.annotate(**{name: _either(term) for name, term in (handling | own).items()})

    def _handling(self, user: Any) -> dict[str, Q]:
        """What makes the user a handler of a case, by part; roles reach as far as their units."""
        if not _present(user):
            return dict.fromkeys(("officer", "investigator", "decider", "panel", "counsel", "hr"), NOBODY)
        heavy = Q(state="decision_pending", decision__level__gte=3)
        asked = Q(consulted_on__isnull=False) | Q(referral__isnull=False) | heavy
        checked = Q(pk__in=self._checks().filter(closed_on=None).values("case"))
        appealed = Q(state="under_appeal") | Q(state__in=["sanctioned", "final"], appeal__isnull=False)
        return {
            "officer": reach(user, Role.CASE),
            "investigator": self._seated(user, Role.INVEST, "investigator") & Q(state__in=OPEN),
            "decider": self._seated(user, Role.DECIDE, "decider") & Q(state__in=AT_DECISION),
            "panel": self._seated(user, Role.PANEL, "panel") & appealed,
            "counsel": reach(user, Role.LEG) & (asked | checked),
            "hr": reach(user, Role.HR) & heavy,
        }

    def _checks(self) -> models.QuerySet:
        return self.model._meta.get_field("checks").related_model.objects.all()

    def _seats(self) -> models.QuerySet:
        return self.model._meta.get_field("seats").related_model.objects.all()

    def _seated(self, user: Any, role: Role, kind: str) -> Q:
        """Cases in which the user has a seat, while they hold the role."""
        if not holds(user, role):
            return NOBODY
        return Q(pk__in=self._seats().filter(person=user.person_id, kind=kind, ended_on=None).values("case"))

    def _party(self, user: Any) -> Q:
        """Cases the user reported, that are about them, or in which they are heard or gain by the decision."""
        if not _present(user):
            return NOBODY
        bound = self._seats().filter(person=user.person_id, kind__in=["witness", "beneficiary"])
        subject = self.model._meta.get_field("subject").related_model.objects.filter(person=user.person_id)
        reporter = self.model._meta.get_field("reporter").related_model.objects.filter(person=user.person_id)
        return Q(pk__in=bound.values("case")) | Q(pk__in=subject.values("pk")) | Q(pk__in=reporter.values("pk"))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def for_list(self) -> Self:
        """The newest first, with region and what was decided."""
        return self.select_related("unit", "sanction").order_by("-reported_on", "-pk")

    def of_zone(self, zone: str) -> Self:
        return self.filter(unit__zone=zone)

    def to_finalise(self, *, on: date) -> Self:
        """Sanctioned, and the last day for an appeal is over."""
        return self.filter(state="sanctioned", dues__step="appeal", dues__due_on__lt=on)

    def to_spend(self, *, on: date) -> Self:
        """Final, and the sanction has run its time."""
        return self.filter(state="final", held=False, spent_on__lte=on)

    def to_erase(self, *, on: date) -> Self:
        """Closed without a sanction, and its identities have been kept long enough."""
        due = self.filter(state__in=CLOSED, erased_on=None, held=False)
        return due.filter(dues__step="erase", dues__due_on__lte=on)

    def final_within(self, first: date, last: date) -> Self:
        """Sanctions that became final in these days, both included; none under appeal, none annulled. Source: K-12."""
        return self.filter(state__in=IN_FORCE, final_on__gte=first, final_on__lte=last, sanction__isnull=False)

    def earlier_of(self, person: models.Model, *, first: date, last: date) -> Self:
        """Final sanctions of somebody in these days. Source: 2.20 (repeat)."""
        return self.filter(subject__person=person).final_within(first, last)

    def watched(self, *, first: date) -> Self:
        """Reported with a name on this day or later, and the name is still kept."""
        return self.filter(reporter__person__isnull=False, reported_on__gte=first, erased_on=None)


def _present(user: Any) -> bool:
    return bool(user.is_active and user.person_id is not None)


def _either(term: Q) -> Case:
    return Case(When(term, then=Value(True)), default=Value(False), output_field=models.BooleanField())
