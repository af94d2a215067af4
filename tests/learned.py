"""A course with something in it, learned by Emma: what the tests of the player and the access matrix build on."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from assurance.actions import Kept
from foundation import files
from foundation.demonstration import papers
from foundation.directory.models import User
from people.actions import (
    add_page,
    add_question,
    answer_question,
    assign_course,
    begin_edition,
    begin_sitting,
    change_edition,
    define_course,
    hand_in,
    publish_edition,
    read_page,
    submit_proof,
)
from people.certifying import certify
from people.models import Assignment, Completion, Course, CoursePage, CourseQuestion, Edition, Proof, Sitting
from tests.company import TODAY, Company
from tests.foundation import hostile

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAGES = (("Think first", "Stop. **Look** twice.\n\n- Then act."), ("Tell somebody", "Call the desk."))
QUESTIONS = 4
ASKED = 2


def a_course(company: Company, *, code: str = "AWR", unit: str = "HQ", **facts: object) -> Course:
    """A course of a unit that nobody is caught by yet, with a published edition of two pages and four questions."""
    facts = {"title": "Cybersecurity awareness", "pass_mark": 100, "max_attempts": 2, "minutes": 10, **facts}
    course = define_course(actor=company.cast["ines"], unit=company.units[unit], code=code, **facts)
    write_edition(company, course)
    return course


def write_edition(company: Company, course: Course, *, published: bool = True, on: date = TODAY) -> Edition:
    """The first edition: two pages of text, four questions of which the answer “yes” is right, two asked."""
    ines = company.cast["ines"]
    edition = begin_edition(actor=ines, course=course, on=on)
    for title, body in PAGES:
        page = add_page(actor=ines, edition=edition, kind=CoursePage.Kind.TEXT, title=title, body=body, spoken="")
    for number in range(1, QUESTIONS + 1):
        facts = {"text": f"Is {number} right?", "kind": CourseQuestion.Kind.SINGLE, "page": page}
        answers = [("yes", True), ("no", False), ("perhaps", False)]
        add_question(actor=ines, edition=edition, answers=answers, **facts)
    change_edition(actor=ines, edition=edition, asked=ASKED, on=on)
    return publish_edition(actor=ines, edition=edition, on=on) if published else edition


def learn(company: Company) -> None:
    """For the world: a course that Emma is in the middle of and Samir has passed, its next version, and two proofs."""
    ines, samir = company.cast["ines"], company.cast["samir"]
    course = a_course(company, code="LEARN", unit="MN", title="How we learn")
    edition = begin_edition(actor=ines, course=course, on=TODAY)
    facts = {"kind": CoursePage.Kind.IMAGE, "title": "A board", "body": "", "spoken": "A board."}
    add_page(actor=ines, edition=edition, kept=kept("board.png", hostile.picture("PNG")), **facts)
    publish_edition(actor=ines, edition=edition, on=TODAY)
    begin_edition(actor=ines, course=course, on=TODAY)
    for name in ("emma", "samir"):
        row = asked_of(company, course, name)
        read_all(company.cast[name], row)
        begin_sitting(actor=company.cast[name], assignment=row, on=TODAY)
    certify(actor=samir, completion=hand_in_right(samir, row), at=NOON)
    for name in ("emma", "omar"):
        a_proof(company.cast[name], course)


def hand_in_right(learner: User, assignment: Assignment) -> Completion:
    """Everything right: the completion that comes of it."""
    hand_in(actor=learner, sitting=sit(learner, assignment), at=NOON, on=TODAY)
    return Completion.objects.select_related("person__unit", "course").get(assignment=assignment)


def asked_of(company: Company, course: Course, name: str = "emma", *, on: date = TODAY) -> Assignment:
    return assign_course(actor=company.cast["ines"], course=course, person=company.person(name), on=on)


def read_all(learner: User, assignment: Assignment, *, on: date = TODAY) -> None:
    for page in CoursePage.objects.filter(edition__course=assignment.course, edition__state="published").in_order():
        read_page(actor=learner, assignment=assignment, page=page, on=on)
    assignment.refresh_from_db()


def sit(learner: User, assignment: Assignment, *, wrong: int = 0, on: date = TODAY) -> Sitting:
    """Draws the questions and answers them, the first `wrong` of them wrongly."""
    sitting = begin_sitting(actor=learner, assignment=assignment, on=on)
    for one in sitting.drawn.for_page():
        given = choices(one.question, right=one.position > wrong)
        answer_question(actor=learner, sitting=sitting, number=one.position, given=given)
    return sitting


def choices(question: CourseQuestion, *, right: bool = True) -> list[str]:
    """The uuids of the right choices, or of a wrong one."""
    found = [str(one.uuid) for one in question.choices.all() if one.is_right == right]
    return found if right else found[:1]


def kept(name: str = "certificate.pdf", content: bytes | None = None) -> Sequence[Kept]:
    """A file that lies in the store already."""
    received = files.receive([content or papers.pdf(name, ["Training held."])], name=name)
    facts = files.accept(received)
    files.keep(received, facts)
    return [(None, facts)]


def a_proof(learner: User, course: Course, *, on: date = TODAY, **facts: object) -> Proof:
    facts = {"title": "Awareness day", "issuer": "Brightwater Academy", "completed_on": on, "kept": kept(), **facts}
    return submit_proof(actor=learner, course=course, on=on, **facts)


__all__ = [
    "ASKED",
    "a_course",
    "a_proof",
    "asked_of",
    "choices",
    "hand_in_right",
    "kept",
    "learn",
    "read_all",
    "sit",
    "write_edition",
]
