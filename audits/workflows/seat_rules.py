"""What stands in the way of an exception to independence and of an objection to the team. Source: S-02, S-03."""

from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.independence import not_independent, ties
from audits.models import Audit, IndependenceException, Objection, TeamMember
from foundation.dates import add_working_days
from foundation.directory.calendars import work_calendar
from foundation.directory.models import Person, User
from foundation.refusals import Given, Refusal

SMALL_UNIT = 12  # people up to which a unit is small
OBJECTION_DAYS = 5  # working days after the team was told


def no_exception(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Only for technical experts and small units, never from a declared conflict, and with a second auditor. S-03."""
    member, part, second = given.get("member"), given.get("part"), given.get("second_auditor")
    if not isinstance(member, Person) or not isinstance(second, Person):
        return None
    found = ties(member, row, on=on)
    if not found:
        return Refusal("S-03", _("%(person)s is free of ties. Set the team.") % {"person": member}, "member")
    declared = next((tie for tie in found if tie.rule == "S-02"), None)
    if declared is not None:
        words = {"person": member, "tie": declared.sentence}
        return Refusal("S-02", _("There is no exception for %(person)s (S-02): %(tie)s.") % words, "member")
    if part != TeamMember.Part.EXPERT and not is_small(row, on=on):
        said = _("An exception is for technical experts, and for auditors of a unit of at most %(most)d people (S-03).")
        return Refusal("S-03", said % {"most": SMALL_UNIT}, "part")
    return _no_second(row, member, second, on=on)


def is_small(row: Audit, *, on: date) -> bool:
    """Whether so few people work in the unit and below it that hardly anybody is free of ties."""
    return Person.objects.active(on).filter(unit__path__startswith=row.unit.path).count() <= SMALL_UNIT


def _no_second(row: Audit, member: Person, second: Person, *, on: date) -> Refusal | None:
    seated = row.team.filter(person=second, part__in=(TeamMember.Part.LEAD, TeamMember.Part.AUDITOR)).exists()
    if second.pk == member.pk or not seated or not_independent([second], row, on=on):
        words = {"person": second}
        said = _("%(person)s is no auditor of this team who is free of ties and can be present (S-03).") % words
        return Refusal("S-03", said, "second_auditor")
    return None


def not_to_lead(row: Audit, lead: Person) -> Refusal | None:
    """An exception is for a part beside the lead, with somebody untied present; it makes nobody the lead. S-03."""
    if not row.exceptions.filter(person=lead).exists():
        return None
    said = _("%(person)s takes part by exception (S-03) and cannot lead.") % {"person": lead}
    return Refusal("S-03", said, "lead")


def left_alone(row: Audit, members: list[Person]) -> Refusal | None:
    """Whoever takes part by exception keeps the second auditor beside them. S-03."""
    return _alone(row.exceptions.filter(person__in=members), {row.lead_id, *(person.pk for person in members)})


def without_second(row: Audit) -> Refusal | None:
    """Nobody takes part by exception while the second auditor has left the team. S-03."""
    seats = list(row.team.all())
    if not any(one.independence == TeamMember.Independence.EXCEPTED for one in seats):
        return None
    present = {one.person_id for one in seats if one.part in (TeamMember.Part.LEAD, TeamMember.Part.AUDITOR)}
    told = row.exceptions.filter(person__in=[one.person_id for one in seats if one.person_id])
    return _alone(told, present)


def _alone(told: QuerySet[IndependenceException], present: set[int | None]) -> Refusal | None:
    for one in told.select_related("person", "second_auditor"):
        if one.second_auditor_id not in present:
            words = {"person": one.person, "second": one.second_auditor}
            said = _("%(person)s takes part by exception (S-03), and %(second)s has to be present. Keep both.") % words
            return Refusal("S-03", said, "members")
    return None


def objection_too_late(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The audited object within five working days of being told the team. Source: S-02."""
    if row.team_told_on is None:
        return Refusal("type", _("The team has not been named to the audited yet."))
    last = add_working_days(row.team_told_on, OBJECTION_DAYS, work_calendar(row.unit))
    if on > last:
        words = {"day": date_format(last, "j M Y"), "days": OBJECTION_DAYS}
        return Refusal("S-02", _("Objections were possible for %(days)d working days, until %(day)s.") % words)
    member = given.get("member")
    if isinstance(member, Person) and not row.team.auditing().filter(person=member).exists():
        return Refusal("S-02", _("%(person)s is not in the team.") % {"person": member}, "member")
    return None


def undecided(row: Audit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """An objection waits, and the person who decides is not of the team it is about. Source: S-02."""
    objection = given.get("objection")
    if isinstance(objection, Objection):
        if objection.audit_id != row.pk or objection.decision != Objection.Decision.WAITING:
            return Refusal("S-02", _("This objection is decided already."), "objection")
        if objection.raised_by_id == actor.person_id:
            return Refusal("S-07", _("You objected yourself. Another programme manager has to decide."), "objection")
    elif not waiting(row):
        return Refusal("type", _("No objection waits for a decision."))
    if actor.person_id is None or any(one.person_id == actor.person_id for one in row.team.all()):
        return Refusal("S-02", _("You are in the team. Another programme manager has to decide."))
    return None


def objected(row: Audit) -> Refusal | None:
    """The preparation waits for a decision on objections, and for another lead where one to the lead was upheld. S-02."""
    if waiting(row):
        return Refusal("S-02", _("The audited object to the team. The programme manager decides on it first."))
    known = getattr(row, "is_lead_refused", None)
    refused = row.objections.against_the_lead().exists() if known is None else known
    if refused:
        return Refusal("S-02", _("An objection to the lead was upheld. Name another lead."), "lead")
    return None


def waiting(row: Audit) -> int:
    """How many objections wait for a decision, as the page's query has counted, or counted now."""
    known = getattr(row, "objection_count", None)
    return row.objections.open().count() if known is None else known
