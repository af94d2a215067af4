"""The first chapter: calendars, units, sites, people with what they did before, and accounts with their roles."""

from datetime import date
from pathlib import Path

from foundation import directory
from foundation.demonstration.story import Story, lines_of
from foundation.directory.demo import Persona, personas
from foundation.directory.models import (
    Calendar,
    Holiday,
    JobRole,
    JobRoleSpell,
    Leave,
    Person,
    RoleGrant,
    Site,
    Unit,
    User,
)

CONTENT = Path(directory.__file__).parent / "content"


def load_organisation(story: Story) -> None:
    """Writes everybody the other chapters speak of."""
    _calendars()
    _units(story)
    _sites(story)
    lines = lines_of(CONTENT / "demo_people.csv")
    _people(story, lines)
    _work(story, lines)
    _heads(story)
    _accounts(story)


def _calendars() -> None:
    for line in lines_of(CONTENT / "demo_calendars.csv"):
        calendar, _made = Calendar.objects.get_or_create(
            code=line["calendar"], defaults={"name": line["calendar_name"]}
        )
        Holiday.objects.create(calendar=calendar, day=date.fromisoformat(line["date"]), name=line["name"])


def headquarters() -> Unit:
    """The zone in which the default reference day begins, before any unit is stored."""
    return Unit(zone=lines_of(CONTENT / "demo_units.csv")[0]["zone"])


def _units(story: Story) -> None:
    calendars = {calendar.code: calendar for calendar in Calendar.objects.all()}
    made: dict[str, Unit] = {}
    for line in lines_of(CONTENT / "demo_units.csv"):
        above = made.get(line["parent"])
        unit = Unit(
            code=line["code"],
            name=line["name"],
            kind=line["kind"],
            parent=above,
            zone=line["zone"],
            weekend=[int(day) for day in line["weekend"].split(",")],
            calendar=calendars[line["calendar"]],
        )
        unit.full_clean()
        unit.save()
        unit.path = f"{above.path if above else ''}{unit.pk:06d}/"
        unit.save(update_fields=["path"])
        story.imported(unit, "unit.imported", code=unit.code)
        made[unit.code] = unit


def _sites(story: Story) -> None:
    for line in lines_of(CONTENT / "demo_sites.csv"):
        site = Site(
            code=line["code"],
            name=line["name"],
            kind=line["kind"],
            unit=story.units[line["unit"]],
            country=line["country"],
            opened_on=story.day(line["opened_offset"]),
        )
        site.full_clean()
        site.save()
        story.imported(site, "site.imported", code=site.code)


def _people(story: Story, lines: list[dict[str, str]]) -> None:
    employees = [line for line in lines if line["kind"] == Person.Kind.EMPLOYEE]
    others = [line for line in lines if line["kind"] != Person.Kind.EMPLOYEE]
    Person.objects.bulk_create([_person(story, line) for line in employees])
    sponsors = {person.number: person for person in Person.objects.all()}
    Person.objects.bulk_create([_person(story, line, sponsor=sponsors[line["sponsor"]]) for line in others])
    for line in lines:
        person = story.people[line["personnel_no"]]
        person.manager, person.deputy = story.somebody(line["manager"]), story.somebody(line["deputy"])
        story.imported(person, "person.imported", number=person.number)
    Person.objects.bulk_update(story.people.values(), ["manager", "deputy"])


def _person(story: Story, line: dict[str, str], *, sponsor: Person | None = None) -> Person:
    return Person(
        number=line["personnel_no"],
        name=line["name"],
        email=line["email"],
        kind=line["kind"],
        employer=line["employer"],
        sponsor=sponsor,
        contract_end=story.maybe_day(line["contract_end_offset"]),
        unit=story.units[line["unit"]],
        start_on=story.day(line["start_offset"]),
    )


def _work(story: Story, lines: list[dict[str, str]]) -> None:
    titles = lines_of(CONTENT / "demo_job_roles.csv")
    roles = {line["code"]: JobRole.objects.create(code=line["code"], name=line["title"]) for line in titles}
    spells, leaves = [], []
    for line in lines:
        person = story.people[line["personnel_no"]]
        if line["previous_role"]:
            first, last = story.day(line["previous_start_offset"]), story.day(line["previous_end_offset"])
            earlier = {"role": roles[line["previous_role"]], "unit": story.units[line["previous_unit"]]}
            spells.append(JobRoleSpell(person=person, from_on=first, to_on=last, **earlier))
        since = story.day(line["role_start_offset"])
        spells.append(JobRoleSpell(person=person, role=roles[line["job_role"]], unit=person.unit, from_on=since))
        if line["leave_from_offset"]:
            first, last = story.day(line["leave_from_offset"]), story.day(int(line["leave_return_offset"]) - 1)
            leaves.append(Leave(person=person, from_on=first, to_on=last, deputy=person.deputy))
    JobRoleSpell.objects.bulk_create(spells)
    Leave.objects.bulk_create(leaves)


def _heads(story: Story) -> None:
    for line in lines_of(CONTENT / "demo_units.csv"):
        unit = story.units[line["code"]]
        unit.accountable_officer = story.somebody(line["accountable_officer"])
        unit.security_officer = story.somebody(line["security_officer"])
        unit.save(update_fields=["accountable_officer", "security_officer"])


def _accounts(story: Story) -> None:
    outsiders = {line["external_no"]: line for line in lines_of(CONTENT / "demo_externals.csv")}
    for persona in personas():
        if persona.is_outsider:
            line = outsiders[persona.person]
            facts = {"kind": User.Kind.OUTSIDE, "organisation": line["organisation"]}
            span = (story.day(line["valid_from_offset"]), story.day(line["valid_until_offset"]))
        else:
            person = story.people[persona.person]
            facts = {"person": person}
            span = (person.spells.latest("from_on").from_on, person.contract_end)
        user = User.objects.create_user(email=persona.email, name=persona.name, **facts)
        _grant(story, user, persona, span)
        held = {"roles": list(persona.roles), "units": list(persona.units), "elsewhere": list(persona.elsewhere)}
        story.imported(user, "account.imported", **held)


def _grant(story: Story, user: User, persona: Persona, span: tuple[date, date | None]) -> None:
    for role, code in persona.grants:
        RoleGrant.objects.create(user=user, role=role, unit=story.units[code], from_on=span[0], to_on=span[1])
