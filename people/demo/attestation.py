"""Who signed the conduct rules last year and this year, who is still in time, late, on leave, or has refused."""

from collections.abc import Iterable
from datetime import date
from zlib import crc32

from assurance.models import DocumentVersion
from foundation.demonstration import Story
from foundation.demonstration.story import SOURCE
from foundation.directory.calendars import work_calendars
from foundation.directory.models import Leave, Person
from foundation.directory.querysets import covers
from foundation.numbers import next_reference
from people.actions.campaigns import PREFIX
from people.clocks import Away, Periods, after_leave, attestation_due
from people.models import Attestation, Audience, Campaign
from people.texts import text_of
from people.workflows import CAMPAIGN

S = Attestation.State
DOCUMENT = "HR-REG-005"
SENTENCE = "I have read the conduct rules, I have understood them, and I will act by them."
LAST_YEAR = {"version": 1, "title": "Cybersecurity conduct 2025", "opened": -380, "closed": -174}
THIS_YEAR = {"version": 2, "title": "Cybersecurity conduct 2026", "opened": -60, "closed": None}
BACK = {"P-0039": -10, "P-0086": -12, "P-0090": -9, "P-0096": -7, "P-0103": -5, "P-0107": -3}  # first day after leave
AWAY_DAYS = 28
LATE = ("P-0040", "P-0060", "P-0079", "P-0088", "P-0099", "P-0102")
REFUSED = "P-0092"
WHY = "Rule 4 asks me to report colleagues. I want to know first how they are protected."
REMINDERS = (-37, -23)
SIGNED_LAST_YEAR = {"P-0039": -352}


def load_attestation(story: Story) -> None:
    """Two campaigns: last year's is closed, this year's is open. Source: domain section 6."""
    for number, offset in BACK.items():
        first, last = story.day(offset - AWAY_DAYS), story.day(offset - 1)
        Leave.objects.create(person=story.people[number], from_on=first, to_on=last)
    _sign_last_year(story, _campaign(story, **LAST_YEAR))
    campaign = _campaign(story, **THIS_YEAR)
    document = campaign.version.document
    document.requires_attestation = True
    document.save(update_fields=["requires_attestation"])
    _sign_this_year(story, campaign)


def _campaign(story: Story, *, version: int, title: str, opened: int, closed: int | None) -> Campaign:
    rows = DocumentVersion.objects.select_related("document", "file")
    text = rows.get(document__number=DOCUMENT, major=version)
    unit, officer = story.units["MN"], story.account("P-0013")
    campaign = Campaign(
        ref=next_reference(PREFIX, story.day(opened).year),
        title=title,
        unit=unit,
        version=text,
        audience=Audience.objects.create(),
        statement=SENTENCE,
        opens_on=story.day(opened),
        yearly=closed is None,
        closed_on=None if closed is None else story.day(closed),
        state=Campaign.State.DRAFT if closed is None else Campaign.State.CLOSED,
    )
    campaign.full_clean()
    campaign.save()
    past = [("planned", opened - 6, "planned it"), ("open", opened, "opened it")]
    past += [] if closed is None else [("close", closed, "closed it: the next version is being written")]
    for kind, offset, said in past:
        at = story.moment(offset, "09:20", unit=unit)
        story.tell(at=at, actor=officer, kind=f"campaign.{kind}", subject=campaign, summary=said)
    story.backdate(story.moment(opened - 6, "09:20", unit=unit), campaign)
    if closed is None:
        CAMPAIGN.place(campaign, Campaign.State.OPEN, actor=story.robot, on=story.on, source=SOURCE)
    return campaign


def _sign_last_year(story: Story, campaign: Campaign) -> None:
    """Everybody who worked here signed."""
    people = [person for person in _people(story) if person.start_on <= campaign.opens_on]
    rows = []
    for person in people:
        offset = SIGNED_LAST_YEAR.get(person.number, -379 + _drawn(person, "2025", 28))
        rows.append(_row(story, campaign, person, campaign.opens_on, signed=offset))
    _keep(story, rows)


def _sign_this_year(story: Story, campaign: Campaign) -> None:
    away = set(Leave.objects.filter(covers(story.on)).values_list("person", flat=True))
    rows = []
    for person in _people(story):
        entered = max(campaign.opens_on, person.start_on)
        joined = person.start_on > campaign.opens_on
        waits = joined or person.pk in away or person.number in BACK or person.number in LATE
        if person.number == REFUSED:
            facts = {"refusal": WHY, "refused_on": story.day(-34), "state": S.REFUSED}
            rows.append(_row(story, campaign, person, entered, **facts))
        elif waits:
            reminded = story.day(REMINDERS[-1]) if person.number in LATE else None
            rows.append(_row(story, campaign, person, entered, reminded_on=reminded))
        else:
            rows.append(_row(story, campaign, person, entered, signed=-59 + _drawn(person, "2026", 28)))
    _move_days(rows)
    _keep(story, rows)


def _people(story: Story) -> Iterable[Person]:
    return [story.people[number] for number in sorted(story.people)]


def _drawn(person: Person, key: str, most: int) -> int:
    return crc32(f"{person.number} {key}".encode()) % most


def _row(
    story: Story, campaign: Campaign, person: Person, entered: date, *, signed: int | None = None, **facts: object
) -> Attestation:
    if signed is not None:
        text = text_of(campaign.version)
        at = story.moment(signed, unit=person.unit, key=f"{person.number} signs {campaign.title}")
        facts |= {"signed_at": at, "signed_on": story.day(signed), "sentence": campaign.statement, "state": S.SIGNED}
        facts |= {"sha256": text.sha256 if text else "", "account": story.accounts.get(person.number)}
    due = attestation_due(campaign.version.effective_from or entered, entered)
    named = {"person": person, "campaign": campaign, "version": campaign.version}
    return Attestation(entered_on=entered, due_on=due, **named, **facts)


def _move_days(rows: list[Attestation]) -> None:
    """Whoever is away, or was when it came due, has two weeks from the return. Source: T-31."""
    calendar_of = work_calendars([row.person.unit for row in rows])
    for row in rows:
        leaves = [Away(leave.from_on, leave.to_on) for leave in row.person.leaves.all()]
        if leaves and row.state == S.OPEN:
            row.due_on = after_leave(row.due_on, leaves, calendar=calendar_of(row.person.unit), periods=Periods())


def _keep(story: Story, rows: list[Attestation]) -> None:
    """Writes the answers with the history that led there."""
    for row in Attestation.objects.bulk_create(rows):
        asked = story.moment((row.entered_on - story.on).days, "09:30", unit=row.unit)
        said = f"asked to sign by {row.due_on:%-d %b %Y}"
        story.tell(at=asked, actor=story.robot, kind="attestation.asked", subject=row, summary=said)
        _tell(story, row)


def _tell(story: Story, row: Attestation) -> None:
    who = story.account(row.person.number)
    if row.signed_at is not None:
        told = {"sha256": row.sha256, "sentence": row.sentence}
        kind, said = ("sign", "signed") if row.account else ("imported", f"Signed, imported from {SOURCE}")
        facts = {"kind": f"attestation.{kind}", "summary": said, "details": told}
        story.tell(at=row.signed_at, actor=row.account or story.robot, subject=row, **facts)
    if row.refused_on is not None:
        at = story.moment((row.refused_on - story.on).days, "14:10", unit=row.unit)
        told = story.accounts_of(row.person.manager, story.people["P-0013"])
        story.tell(
            at=at, actor=who, kind="attestation.refuse", subject=row, summary=f"refused to sign: {WHY}", notify=told
        )
    for offset in REMINDERS if row.person.number in LATE and row.reminded_on else ():
        at, told = story.moment(offset, "08:00", unit=row.unit), story.accounts_of(row.person)
        facts = {"kind": "attestation.remind", "summary": "sent a reminder", "notify": told}
        story.tell(at=at, actor=story.robot, subject=row, **facts)
