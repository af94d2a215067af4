"""Templates of checklists: their versions, the questions of a draft, and the release that fixes them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.models import Requirement
from audits.models import ChecklistTemplate, Question, TemplateQuestion, TemplateVersion
from audits.permissions import MANAGE_TEMPLATES
from audits.workflows import TEMPLATE_VERSION
from foundation.access import require
from foundation.directory.models import User
from foundation.refusals import Refused, WrongState
from foundation.trail import record
from foundation.verbs import verb

COPIED = ("requirement_id", "source_id", "title", "text", "guidance", "expected")


@verb("audits.add_checklist_template")
def add_checklist_template(*, actor: User, name: str, purpose: str = "") -> ChecklistTemplate:
    """A named checklist with its first version as a draft. Raises ValidationError for a name in use."""
    require(actor, MANAGE_TEMPLATES)
    template = ChecklistTemplate(name=name, purpose=purpose)
    template.full_clean()
    template.save()
    TemplateVersion.objects.create(template=template, number=1)
    record(actor=actor, kind="checklist_template.added", subject=template, summary=_("Checklist added"))
    return template


@verb("audits.start_version")
def start_version(*, actor: User, template: ChecklistTemplate) -> TemplateVersion:
    """The next version as a draft with the questions of the newest. Refused while a draft exists."""
    locked = ChecklistTemplate.objects.select_for_update().get(pk=template.pk)
    require(actor, MANAGE_TEMPLATES)
    newest = locked.versions.order_by("-number").first()
    if newest is not None and newest.state == TemplateVersion.State.DRAFT:
        raise Refused("draft", _("A draft exists already: work on that one, or release it first."))
    version = TemplateVersion.objects.create(template=locked, number=newest.number + 1 if newest else 1)
    questions = newest.questions.order_by("order") if newest else ()
    TemplateQuestion.objects.bulk_create(
        TemplateQuestion(version=version, order=order, **{name: getattr(question, name) for name in COPIED})
        for order, question in enumerate(questions, start=1)
    )
    summary = _("Version %(number)d begun") % {"number": version.number}
    record(actor=actor, kind="checklist_template.version_begun", subject=locked, summary=summary)
    return version


@verb("audits.choose_questions")
def choose_questions(*, actor: User, version: TemplateVersion, questions: Iterable[Question]) -> int:
    """Puts questions of the bank on a draft, as they stand now; those on it are left alone. Returns how many were added."""
    locked = _draft(version, actor=actor)
    chosen = list(questions)
    if not chosen:
        raise ValidationError({"questions": _("Choose at least one question.")})
    present = set(locked.questions.values_list("source", flat=True))
    new = [question for question in chosen if question.pk not in present]
    for order, question in enumerate(new, start=_next_order(locked)):
        texts = {"title": question.title, "text": question.text, "guidance": question.guidance}
        about = {"requirement_id": question.requirement_id, "source": question, "expected": question.expected}
        TemplateQuestion.objects.create(version=locked, order=order, **texts, **about)
    summary = _("%(count)d questions of the bank put on version %(number)d")
    _record(locked, "questions_chosen", summary % {"count": len(new), "number": locked.number}, actor=actor)
    return len(new)


@verb("audits.write_question")
def write_question(
    *, actor: User, version: TemplateVersion, requirement: Requirement, expected: Sequence[str] = (), **texts: Any
) -> TemplateQuestion:
    """Puts a question of one's own on a draft."""
    locked = _draft(version, actor=actor)
    question = TemplateQuestion(version=locked, requirement=requirement, expected=list(expected), **texts)
    question.order = _next_order(locked)
    question.full_clean()
    question.save()
    summary = _("Question added: %(title)s") % {"title": question.title}
    _record(locked, "question_written", summary, actor=actor)
    return question


@verb("audits.drop_question")
def drop_question(*, actor: User, question: TemplateQuestion) -> TemplateVersion:
    """Takes a question off a draft; the bank keeps its own."""
    locked = _draft(question.version, actor=actor)
    question.delete()
    summary = _("Question taken off: %(title)s") % {"title": question.title}
    _record(locked, "question_dropped", summary, actor=actor)
    return locked


@verb("audits.release_version")
def release_version(*, actor: User, template_version: TemplateVersion, on: date) -> TemplateVersion:
    """Fixes a version; from now on audits are built from it. Refused without questions."""
    changes = {"released_on": on, "released_by": actor.person}
    return TEMPLATE_VERSION.move(template_version, "release", actor=actor, on=on, changes=changes)


def _draft(version: TemplateVersion, *, actor: User) -> TemplateVersion:
    """The version under its lock. Raises WrongState once it is released."""
    locked = TemplateVersion.objects.select_for_update(of=("self",)).select_related("template").get(pk=version.pk)
    require(actor, MANAGE_TEMPLATES)
    if locked.state != TemplateVersion.State.DRAFT:
        raise WrongState(_("A released version is not changed any more. Begin the next one."))
    return locked


def _next_order(version: TemplateVersion) -> int:
    last = version.questions.order_by("-order").first()
    return last.order + 1 if last else 1


def _record(version: TemplateVersion, kind: str, summary: str, *, actor: User) -> None:
    record(actor=actor, kind=f"checklist_template.{kind}", subject=version.template, summary=summary)
