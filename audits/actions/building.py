"""The checklist of an audit from what exists: a released version of a template, or the checklist of an earlier audit."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audits.models import Audit, ChecklistItem, TemplateQuestion, TemplateVersion
from audits.workflows import AUDIT
from foundation.directory.models import User
from foundation.refusals import Refused
from foundation.verbs import verb

TEXTS = ("number", "title", "question", "guidance", "expected")


@verb("audits.use_template")
def use_template(*, actor: User, audit: Audit, version: TemplateVersion, on: date) -> int:
    """Adds the questions of a released version, which the audit keeps. Returns how many; Refused for a draft.

    Raises ValidationError when a question's requirement is not among the criteria.
    """
    if version.state != TemplateVersion.State.RELEASED:
        raise Refused("draft", _("Release this version first."), "version")
    questions = list(version.questions.select_related("requirement").order_by("order"))
    _insist_on_criteria(audit, questions, field="version")
    kept, told = {"checklist_version": version}, {"version": str(version)}
    AUDIT.move(audit, "use_template", actor=actor, on=on, details=told, changes=kept)
    several = Counter(question.requirement_id for question in questions)
    counted: Counter[int] = Counter()
    items = []
    for question in questions:
        counted[question.requirement_id] += 1
        ref, place = question.requirement.ref, counted[question.requirement_id]
        texts = {"title": question.title, "question": question.text, "guidance": question.guidance}
        number = f"{ref}.{place}" if several[question.requirement_id] > 1 else ref
        items.append(_item(audit, question.requirement_id, number=number, expected=question.expected, **texts))
    return _add(audit, items)


@verb("audits.clone_checklist")
def clone_checklist(*, actor: User, audit: Audit, source: Audit, on: date) -> int:
    """Adds the questions of an earlier audit, without its results. Returns how many were added.

    Raises ValidationError when a question's requirement is not among the criteria.
    """
    items = list(source.items.select_related("requirement").order_by("order"))
    if not items:
        raise Refused("empty", _("That audit has no checklist."), "source")
    _insist_on_criteria(audit, items, field="source")
    AUDIT.move(
        audit, "clone_checklist", actor=actor, on=on, details={"from": source.ref}, changes={"checklist_from": source}
    )
    copies = [_item(audit, item.requirement_id, **{name: getattr(item, name) for name in TEXTS}) for item in items]
    return _add(audit, copies)


def _item(audit: Audit, requirement_id: int, **texts: object) -> ChecklistItem:
    return ChecklistItem(audit=audit, requirement_id=requirement_id, order=0, **texts)


def _insist_on_criteria(audit: Audit, rows: Sequence[ChecklistItem | TemplateQuestion], *, field: str) -> None:
    criteria = set(audit.frameworks.values_list("pk", flat=True))
    strange = sorted({row.requirement.ref for row in rows if row.requirement.framework_id not in criteria})
    if strange:
        words = {"refs": ", ".join(strange)}
        raise ValidationError({field: _("Not among the criteria of this audit: %(refs)s.") % words})


def _add(audit: Audit, items: list[ChecklistItem]) -> int:
    """Puts the questions at the end; what is asked there already is left alone."""
    present = set(audit.items.values_list("requirement_id", "question"))
    new = [item for item in items if (item.requirement_id, item.question) not in present]
    for order, item in enumerate(new, start=audit.items.count() + 1):
        item.order = order
        item.full_clean()
    ChecklistItem.objects.bulk_create(new)
    return len(new)
