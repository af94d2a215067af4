"""Everything that reads campaigns and what people signed."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, Value, When

from foundation.access import Role, reach
from foundation.directory.models import Leave
from foundation.directory.querysets import PersonQuerySet, covers
from people.querysets.audiences import people_caught
from people.querysets.training import SEERS, is_away, own

WATCHES = SEERS
TELLS_AHEAD = timedelta(days=7)
RETURNED_WITHIN = timedelta(days=14)


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Officers by unit; officers, managers and human resources those that ask people of their units."""
        asked = self.model._meta.get_field("attestations").related_model.objects
        below = asked.filter(reach(user, *WATCHES, unit="person__unit")).order_by().values("campaign")
        return self.filter(reach(user, Role.CO) | Q(pk__in=below))

    def open(self) -> Self:
        return self.filter(state="open")

    def to_open(self, on: date) -> Self:
        """Planned ones whose day has come."""
        return self.filter(state="draft", opens_on__lte=on)

    def outdated(self) -> Self:
        """Open ones whose text counts no longer."""
        return self.open().exclude(version__state="effective")

    def for_page(self) -> Self:
        parts = ("audience__roles", "audience__units")
        near = ("unit", "audience", "version__document__unit", "version__file", "previous")
        return self.select_related(*near).prefetch_related(*parts)

    def for_list(self, user: Any, on: date) -> Self:
        """Adds `asked_count`, `signed_count`, `waiting_count`, `late_count`, `refused_count` of the people at work whom
        the reader sees."""
        rows = self.model._meta.get_field("attestations").related_model.objects
        here = rows.visible_to(user).counted(on).filter(campaign=OuterRef("pk")).order_by().values("campaign")
        counts = {f"{name}_count": _count(here.filter(part(name, on))) for name in PARTS}
        rows = self.select_related("unit", "version__document").annotate(asked_count=_count(here), **counts)
        return rows.annotate(turn=_turn("state", "open", "draft"))


def _count(rows: models.QuerySet) -> Any:
    return models.functions.Coalesce(models.Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def _turn(field: str, *values: str) -> Case:
    """A number to sort by: the values in their order, then everything else."""
    whens = [When(**{field: value}, then=Value(number)) for number, value in enumerate(values)]
    return Case(*whens, default=Value(len(values)), output_field=models.IntegerField())


PARTS = ("signed", "waiting", "late", "refused")


def part(name: str, on: date) -> Q:
    """One of the PARTS of a campaign on a day; `waiting` is still in time."""
    known = {
        "signed": Q(state="signed"),
        "waiting": Q(state="open", due_on__gte=on),
        "late": Q(state="open", due_on__lt=on),
        "refused": Q(state="refused"),
    }
    return known[name]


class AttestationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Officers, managers and human resources by the unit of the person, managers their reports too, and everybody
        their own.

        Source: domain section 5 (training, attestation).
        """
        return self.under(user) | self.of(user)

    def of(self, user: Any) -> Self:
        return self.filter(own(user))

    def under(self, user: Any) -> Self:
        """What officers, managers and human resources answer for."""
        return self.filter(reach(user, *WATCHES, unit="person__unit") | own(user, "person__manager"))

    def open(self) -> Self:
        """Waiting for a signature, in a campaign that runs."""
        return self.filter(state="open", campaign__state="open")

    def current(self) -> Self:
        """What counts of each person in campaigns that run: the newest answer. Source: K-10."""
        rows = self.filter(campaign__state="open", state__in=["open", "signed", "refused"])
        return rows.filter(ended_on=None)

    def at_work(self, on: date) -> Self:
        """Of people who work on the day: neither to come, nor gone, nor on leave."""
        here = covers(on, "person__start_on", "person__left_on")
        still = Q(person__contract_end=None) | Q(person__contract_end__gte=on)
        return self.filter(here, still).exclude(is_away(on))

    def counted(self, on: date) -> Self:
        """What the figure is made of. Source: K-10."""
        return self.current().at_work(on)

    def late(self, on: date) -> Self:
        return self.open().filter(due_on__lt=on)

    def to_remind(self, on: date) -> Self:
        """A week before the day and a week after it, once each; nobody on leave. Source: M-18."""
        before = Q(due_on__gte=on, due_on__lte=on + TELLS_AHEAD)
        after = Q(due_on__lte=on - TELLS_AHEAD)
        untold = Q(reminded_on=None) | Q(reminded_on__lt=models.F("due_on") - TELLS_AHEAD)
        untold_after = Q(reminded_on=None) | Q(reminded_on__lt=models.F("due_on") + TELLS_AHEAD)
        return self.open().at_work(on).filter(before & untold | after & untold_after)

    def to_ask_anew(self, by: date) -> Self:
        """Signatures of yearly campaigns that run, given up to a day, whose signers have not been asked again."""
        yearly = self.filter(campaign__state="open", campaign__yearly=True)
        return yearly.filter(state="signed", ended_on=None, signed_on__lte=by)

    def back_from_leave(self, on: date) -> Self:
        """Open ones of people who are on leave until a known day, or came back within the last two weeks."""
        lately = Leave.objects.filter(from_on__lte=on, to_on__gte=on - RETURNED_WITHIN)
        return self.open().filter(Exists(lately.filter(person=OuterRef("person"), from_on__lte=OuterRef("due_on"))))

    def with_standing(self, on: date) -> Self:
        """Adds `standing`: signed, waiting, late, refused, renewed or cancelled, as it is on a day."""
        whens = [
            When(state="signed", ended_on__isnull=False, then=Value("renewed")),
            When(state="open", due_on__lt=on, then=Value("late")),
            When(state="open", then=Value("waiting")),
        ]
        return self.annotate(standing=Case(*whens, default="state", output_field=CharField()))

    def with_leave(self, on: date) -> Self:
        """Adds `is_on_leave`."""
        return self.annotate(is_on_leave=is_away(on))

    def for_list(self, on: date) -> Self:
        near = ("person__unit", "person__manager", "campaign__unit", "version__document")
        rows = self.with_standing(on).with_leave(on).select_related(*near)
        return rows.annotate(turn=_turn("standing", "refused", "late", "waiting", "signed"))

    def for_page(self) -> Self:
        near = ("person__unit", "person__manager", "campaign__unit", "version__document__unit", "version__file")
        return self.select_related(*near, "account")


def not_caught_yet(campaign: Any, *, on: date, zone: str = "") -> PersonQuerySet:
    """The people of the audience, of one zone if it is named, whom the campaign has not asked."""
    asked = campaign.attestations.filter(ended_on=None, person=OuterRef("pk")).exclude(state="cancelled")
    people = people_caught(campaign.audience, on, within=campaign.unit).exclude(Exists(asked))
    return people.filter(unit__zone=zone) if zone else people


def not_caught_any_more(campaign: Any, *, on: date, zone: str) -> AttestationQuerySet:
    """What people of a zone are asked, or have signed, whom the audience catches no longer."""
    caught = people_caught(campaign.audience, on, within=campaign.unit).filter(pk=OuterRef("person"))
    return campaign.attestations.all().current().filter(person__unit__zone=zone).exclude(Exists(caught))
