"""The verbs of campaigns: planned, opened, closed, and followed by a campaign for the next version."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.models import DocumentVersion
from foundation.access import Role, require, robot
from foundation.directory.models import JobRole, Unit, User
from foundation.numbers import next_reference
from foundation.trail import record
from foundation.verbs import verb
from people.actions.asking import ask_no_longer, ask_signers
from people.models import Audience, Campaign
from people.permissions import KEEP_CAMPAIGNS, PLAN_CAMPAIGN
from people.querysets import not_caught_yet
from people.workflows import CAMPAIGN

PREFIX = "AC"
BATCH = 500
Row = TypeVar("Row")
FACTS = ("title", "version", "statement", "opens_on", "yearly")
STATEMENT = "I have read this document, I have understood it, and I will act by it."


@verb("people.plan_campaign")
def plan_campaign(
    *,
    actor: User,
    unit: Unit,
    title: str,
    version: DocumentVersion,
    statement: str,
    opens_on: date,
    on: date,
    yearly: bool = True,
    roles: Iterable[JobRole] = (),
    kinds: Iterable[str] = (),
    units: Iterable[Unit] = (),
) -> Campaign:
    """Plans who is to sign which version; it opens by itself on its day, and can be changed until then. Source: M-18."""
    require(actor, PLAN_CAMPAIGN, unit)
    facts = {"title": title, "version": version, "statement": statement, "opens_on": opens_on, "yearly": yearly}
    _check_day(opens_on, on=on)
    campaign = _plan(unit, facts, on=on, roles=roles, kinds=kinds, units=units)
    record(actor=actor, kind="campaign.planned", subject=campaign, summary=_("Campaign planned"), details=facts)
    return campaign


def _check_day(opens_on: date, *, on: date) -> None:
    if opens_on < on:
        raise ValidationError({"opens_on": _("A campaign opens today or later.")})


def _plan(unit: Unit, facts: dict[str, Any], *, on: date, previous: Campaign | None = None, **caught: Any) -> Campaign:
    audience = Audience()
    campaign = Campaign(ref=next_reference(PREFIX, on.year), unit=unit, previous=previous, **facts)
    campaign.full_clean(exclude=["audience"])
    _catch(audience, **caught)
    campaign.audience = audience
    campaign.save()
    return campaign


def _catch(audience: Audience, *, roles: Iterable[JobRole], kinds: Iterable[str], units: Iterable[Unit]) -> None:
    audience.kinds = list(kinds)
    audience.full_clean()
    audience.save()
    audience.roles.set(roles)
    audience.units.set(units)


@verb("people.change_campaign")
def change_campaign(*, actor: User, campaign: Campaign, on: date, unit: Unit, **given: Any) -> Campaign:
    """Changes a campaign that has asked nobody yet."""
    require(actor, PLAN_CAMPAIGN, campaign)
    require(actor, PLAN_CAMPAIGN, unit)
    row = Campaign.objects.select_for_update(of=("self",)).select_related("audience").get(pk=campaign.pk)
    if row.state != Campaign.State.DRAFT:
        raise ValidationError(_("It is open: people sign what they were shown. Close it and plan another one."))
    before = {name: getattr(row, name) for name in FACTS}
    for name in FACTS:
        setattr(row, name, given[name])
    row.unit = unit
    _check_day(row.opens_on, on=on)
    row.full_clean()
    row.save()
    _catch(row.audience, **{name: given[name] for name in ("roles", "kinds", "units")})
    after = {name: getattr(row, name) for name in FACTS}
    record(
        actor=actor,
        kind="campaign.changed",
        subject=row,
        summary=_("Campaign changed"),
        details={"before": before, "after": after},
    )
    return row


@verb("people.open_campaign")
def open_campaign(*, actor: User, campaign: Campaign, on: date) -> Campaign:
    """Asks everybody whom the audience catches; each has thirty days. Source: M-18, T-32."""
    CAMPAIGN.move(campaign, "open", actor=actor, on=on, changes={"opens_on": min(campaign.opens_on, on)})
    people = not_caught_yet(campaign, on=on).select_related("unit__calendar").order_by("pk")
    for batch in batched(people.iterator(chunk_size=BATCH)):
        ask_signers(actor=robot(), campaign=campaign, people=batch, on=on)
    return campaign


@verb("people.close_campaign")
def close_campaign(*, actor: User, campaign: Campaign, on: date, reason: str) -> Campaign:
    """Ends it: nobody is asked any longer, and what was signed stays. It leaves the figures."""
    CAMPAIGN.move(campaign, "close", actor=actor, on=on, reason=reason, changes={"closed_on": on})
    _let_go(campaign, on=on)
    return campaign


@verb("people.supersede_campaign")
def supersede_campaign(*, actor: User, campaign: Campaign, on: date) -> Campaign:
    """Ends a campaign whose text counts no longer; a text in effect in its place is signed in a campaign of its own.

    What is open is cancelled, and the new campaign sets its own day for everybody. Source: T-32.
    """
    CAMPAIGN.move(campaign, "supersede", actor=actor, on=on, changes={"closed_on": on})
    _let_go(campaign, on=on)
    version = DocumentVersion.objects.effective().filter(document=campaign.version.document_id).first()
    if version is not None and not Campaign.objects.filter(version=version).exists():
        follow_campaign(actor=actor, campaign=campaign, version=version, on=on)
    return campaign


@verb("people.follow_campaign")
def follow_campaign(*, actor: User, campaign: Campaign, version: DocumentVersion, on: date) -> Campaign:
    """Has the new version signed by the same audience with the same sentence."""
    require(actor, KEEP_CAMPAIGNS, campaign)
    facts = {name: getattr(campaign, name) for name in ("title", "statement", "yearly")}
    audience = campaign.audience
    caught = {"roles": audience.roles.all(), "kinds": audience.kinds, "units": audience.units.all()}
    facts |= {"version": version, "opens_on": on}
    found = _plan(campaign.unit, facts, on=on, previous=campaign, **caught)
    return _begun(found, actor=actor, on=on)


@verb("people.begin_campaign")
def begin_campaign(*, actor: User, version: DocumentVersion, on: date) -> Campaign:
    """Has a document that is to be signed by its readers signed by them, when it takes effect first. Source: domain 2.3."""
    require(actor, KEEP_CAMPAIGNS, version)
    document = version.document
    top = Unit.objects.get(parent=None)
    facts = {"title": document.title[:150], "version": version, "statement": STATEMENT, "opens_on": on, "yearly": True}
    units, roles = list(document.audience_units.all()), list(document.audience_roles.all())
    caught = {"roles": roles, "kinds": document.audience_kinds, "units": units}
    return _begun(_plan(top if units else document.unit, facts, on=on, **caught), actor=actor, on=on)


def _begun(campaign: Campaign, *, actor: User, on: date) -> Campaign:
    """Tells the officers of a campaign that began by itself, and opens it where it can be."""
    told = User.objects.holding(Role.CO, campaign.unit, on)
    details = {"version": campaign.version}
    record(
        actor=actor,
        kind="campaign.begun",
        subject=campaign,
        summary=_("Campaign begun: a new version counts"),
        details=details,
        notify=told,
    )
    if CAMPAIGN.refusal(campaign, CAMPAIGN.step("open"), actor=actor, on=on, given={}) is None:
        open_campaign(actor=actor, campaign=campaign, on=on)
    return campaign


def _let_go(campaign: Campaign, *, on: date) -> None:
    """Cancels what waits for an answer; a refusal stays as it was given."""
    waiting = campaign.attestations.filter(state="open").select_related("person").order_by("pk")
    for batch in batched(list(waiting)):
        ask_no_longer(actor=robot(), attestations=batch, on=on)


def batched(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows in lists of at most BATCH."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
