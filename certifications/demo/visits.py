"""Visits of Centre Northmark: two that ended, one in the house today, and one to come."""

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from assurance.models import Build, DocumentVersion
from certifications.actions.visits import PREFIX
from certifications.models import AuthorisingAuthority, Booking, Centre, Device, LogLine, Material, Visit, Visitor
from certifications.workflows import VISIT
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.directory.models import User
from foundation.numbers import next_reference

CONTENT = Path(__file__).parent.parent / "content" / "demo" / "visits.csv"
S = Visit.State


def load_visits(story: Story, centre: Centre, authority: AuthorisingAuthority) -> None:
    for line in lines_of(CONTENT):
        visit = _book(story, line, centre, authority)
        keeper = story.account(line["host"])
        if line["state"] != S.BOOKED:
            _fill(story, line, visit, keeper)
        _tell(story, line, visit, keeper)
        VISIT.place(visit, line["state"], actor=story.robot, on=story.on, source=SOURCE)


def _planned(story: Story, line: dict[str, str], clock: str, centre: Centre) -> datetime:
    """A time of the plan, in the zone of the centre, whether it has come or not."""
    return datetime.combine(story.day(line["offset"]), time.fromisoformat(clock), tzinfo=ZoneInfo(centre.unit.zone))


def _at(story: Story, line: dict[str, str], clock: str, visit: Visit) -> datetime:
    """A time at which something happened, never later than now."""
    return story.moment(line["offset"], clock, unit=visit.unit)


def _book(story: Story, line: dict[str, str], centre: Centre, authority: AuthorisingAuthority) -> Visit:
    visit = Visit(
        ref=next_reference(PREFIX, story.on.year),
        centre=centre,
        host=story.people[line["host"]],
        authority=authority if line["authority"] else None,
        **{name: line[name] for name in ("customer", "purpose", "result")},
    )
    visit.booking = Booking.objects.create(
        room=centre.rooms.get(name=line["room"]),
        from_at=_planned(story, line, line["begins"], centre),
        until_at=_planned(story, line, line["ends"], centre),
        purpose=str(visit),
        booked_by=story.account(line["host"]),
    )
    if line["state"] != S.BOOKED:
        visit.rules_edition, visit.admitted_at = centre.rules_edition, _at(story, line, line["begins"], visit)
    if line["state"] == S.ENDED:
        visit.ended_at = _at(story, line, line["ends"], visit)
    visit.full_clean()
    visit.save()
    for words in line["visitors"].splitlines():
        name, organisation, kind = words.split(";")
        Visitor.objects.create(visit=visit, name=name, organisation=organisation, kind=kind)
    return visit


def _fill(story: Story, line: dict[str, str], visit: Visit, keeper: User) -> None:
    """Devices, what was shown, and the log."""
    for words in line["devices"].splitlines():
        kind, serial = words.split(";")
        Device.objects.create(visit=visit, kind=kind, serial=serial, in_at=visit.admitted_at, out_at=visit.ended_at)
    for number, words in enumerate(line["shown"].splitlines(), start=1):
        at = min(visit.admitted_at + timedelta(minutes=35 * number), story.began_at)
        Material.objects.create(visit=visit, shown_by=keeper, shown_at=at, **_shown(words))
    for words in line["log"].splitlines():
        clock, text = words.split(" ", 1)
        LogLine.objects.create(visit=visit, author=keeper, text=text, at=_at(story, line, clock, visit))


def _shown(words: str) -> dict[str, object]:
    kind, name = words.split(" ", 1)
    if kind == "build":
        build = Build.objects.get(number=name)
        return {"build": build, "sha256": build.sha256}
    if kind == "document":
        return {"document": DocumentVersion.objects.get(document__number=name, state="effective")}
    return {"area": name}


def _tell(story: Story, line: dict[str, str], visit: Visit, keeper: User) -> None:
    booked = story.moment(line["booked"], "14:10", unit=visit.unit)
    past = [("booked", booked, "booked the visit")]
    past += [("admit", visit.admitted_at, "admitted the visitors")] if visit.admitted_at else []
    past += [("end", visit.ended_at, "ended the visit")] if visit.ended_at else []
    for step, at, summary in past:
        story.tell(at=at, actor=keeper, kind=f"visit.{step}", subject=visit, summary=summary)
    story.backdate(booked, visit, visit.booking)
