"""Courses: defined, changed, and offered no more; whom they catch follows from their audience."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.access import require
from foundation.directory.changes import change, named
from foundation.directory.models import JobRole, Unit, User
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb
from people.models import Assignment, Audience, Course
from people.permissions import DEFINE_COURSE, EDIT_COURSE

FACTS = {
    "title",
    "summary",
    "validity_months",
    "pass_mark",
    "max_attempts",
    "minutes",
    "renewal_window_days",
    "clearance",
}


@verb("people.define_course")
def define_course(
    *,
    actor: User,
    unit: Unit,
    code: str,
    roles: Iterable[JobRole] = (),
    kinds: Iterable[str] = (),
    units: Iterable[Unit] = (),
    **facts: Any,
) -> Course:
    """Defines a course and whom it catches; the clock asks them in the coming night. `facts` are some of FACTS.

    An empty part of the audience catches everybody in the unit of the course. Source: M-19.
    """
    require(actor, DEFINE_COURSE, unit)
    _insist_on_facts(facts)
    audience = Audience()
    _aim(audience, unit, roles=roles, kinds=kinds, units=units)
    course = Course(unit=unit, code=code.strip().upper(), audience=audience, **facts)
    course.full_clean()
    course.save()
    details = {"code": course.code, "audience": audience.words}
    record(actor=actor, kind="course.defined", subject=course, summary=_("defined the course"), details=details)
    return course


def _insist_on_facts(facts: dict[str, Any]) -> None:
    if set(facts) - FACTS:
        raise TypeError(f"A course takes no {', '.join(sorted(set(facts) - FACTS))}.")


def _aim(
    audience: Audience, unit: Unit, *, roles: Iterable[JobRole], kinds: Iterable[str], units: Iterable[Unit]
) -> None:
    """Writes whom an audience catches; its units lie within that of the course."""
    below = list(units)
    outside = [one for one in below if not str(one.path).startswith(str(unit.path))]
    if outside:
        said = _("%(inner)s does not lie in %(unit)s, for which the course is.")
        raise ValidationError({"units": said % {"inner": outside[0], "unit": unit}})
    audience.kinds = sorted(set(kinds))
    audience.full_clean()
    audience.save()
    audience.roles.set(roles)
    audience.units.set(below)


@verb("people.edit_course")
def edit_course(
    *,
    actor: User,
    course: Course,
    roles: Iterable[JobRole],
    kinds: Iterable[str],
    units: Iterable[Unit],
    **facts: Any,
) -> Course:
    """Changes a course and whom it catches; days already given stand. `facts` are some of FACTS.

    Refused for one that is not offered, and for another clearance once people hold the present one.
    """
    locked = _locked(course)
    require(actor, EDIT_COURSE, locked)
    _insist_on_facts(facts)
    _insist_on_change(locked, facts)
    before = locked.audience.words
    _aim(locked.audience, locked.unit, roles=roles, kinds=kinds, units=units)
    changed = change(locked, facts)
    locked.full_clean()
    locked.save()
    if locked.audience.words != before:
        changed["audience"] = [before, locked.audience.words]
    if changed:
        summary = _("Changed: %(what)s") % {"what": named(changed, Course)}
        record(actor=actor, kind="course.edited", subject=locked, summary=summary, details=changed)
    return locked


def _insist_on_change(course: Course, facts: dict[str, Any]) -> None:
    if not course.is_active:
        raise WrongState(_("A course that is not offered any more is a record and stays as it is."))
    if facts.get("clearance", course.clearance) != course.clearance and course.completions.exists():
        raise ValidationError({"clearance": _("People hold the present one already. Define another course.")})


def _locked(course: Course) -> Course:
    return Course.objects.select_for_update(of=("self",)).select_related("unit", "audience").get(pk=course.pk)


@verb("people.retire_course")
def retire_course(*, actor: User, course: Course, reason: str, on: date) -> Course:
    """Offers a course no more; the clock cancels in the coming night what is asked of people. Completions stand."""
    locked = _locked(course)
    require(actor, EDIT_COURSE, locked)
    if not locked.is_active:
        raise Refused("retired", _("%(course)s is not offered any more.") % {"course": locked})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why. It stays in the record.")})
    locked.is_active = False
    locked.save(update_fields=["is_active", "updated_at"])
    asked = Assignment.objects.active().open().filter(course=locked).count()
    summary = _("offers it no more: %(reason)s") % {"reason": reason.strip()}
    record(actor=actor, kind="course.retired", subject=locked, summary=summary, details={"open": asked, "on": on})
    return locked
