"""What stands in the way of the steps of an assignment. Source: domain 2.7."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, User
from foundation.refusals import Given, Refusal
from people.models import Assignment

LINE = 8  # managers above somebody that are looked at


def below_the_mark(row: Assignment, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Passed by a score that reaches the pass mark."""
    score = given.get("score")
    if not isinstance(score, int) or score < row.course.pass_mark:
        return Refusal("score", str(_("The pass mark is %(mark)d per cent.")) % {"mark": row.course.pass_mark})
    return None


def no_attempts_left(row: Assignment, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Failed by a score, and free to try again."""
    if remaining(row) < 1:
        return Refusal("attempts", _("No attempt is left."))
    return not_failed(row, given)


def attempts_left(row: Assignment, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Blocked by the score of the last attempt."""
    if remaining(row) > 0:
        return Refusal("attempts", _("There is another attempt."))
    return not_failed(row, given)


def not_failed(row: Assignment, given: Given) -> Refusal | None:
    """Only an attempt below the pass mark fails."""
    score = given.get("score")
    if not isinstance(score, int) or score >= row.course.pass_mark:
        return Refusal("score", str(_("No attempt below %(mark)d per cent.")) % {"mark": row.course.pass_mark})
    return None


def remaining(row: Assignment) -> int:
    """How many attempts are left."""
    return row.course.max_attempts + row.more_attempts - row.attempts.count()


def their_own_block(row: Assignment, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Nobody gives themselves further attempts."""
    if actor.person_id == row.person_id:
        return Refusal("self", _("This is your own course. Your manager gives further attempts."))
    return None


def not_to_be_waived(row: Assignment, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Not for oneself, not for one's own line of managers, and until a day to come."""
    if actor.person_id == row.person_id:
        return Refusal("self", _("This is your own course. Another officer has to decide."))
    if row.person_id in line_of(actor.person_id):
        said = _("%(person)s stands in your own line of managers. Another officer has to decide.")
        return Refusal("line", str(said) % {"person": row.person})
    until = given.get("until")
    if isinstance(until, date) and until <= on:
        return Refusal("days", _("Waive it until a day to come."), "until")
    return None


def line_of(person: int | None) -> set[int]:
    """Who stands above somebody: their manager, the manager's manager and so on (one query)."""
    if person is None:
        return set()
    steps = ["__".join(["manager"] * count) + "_id" for count in range(1, LINE + 1)]
    found = Person.objects.filter(pk=person).values_list(*steps).first() or ()
    return {above for above in found if above is not None}
