"""The one door for steps: what a page shows of each, which form carries its data, and how it is taken by name.

An app says in its forms: `@step_form("finding.verify")` on a StepForm, and with explain() what a step will do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.forms.utils import ErrorDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.approvals import take_step
from foundation.directory.models import User
from foundation.models.work import Approval
from foundation.refusals import Refusal
from foundation.workflow import Open, Step, Workflow, workflow_of, workflows

Form = TypeVar("Form", bound="type[StepForm]")


class StepForm(forms.Form):
    """The data of a step: its cleaned data are the verb's parameters. A step that needs a reason gets the field.

    Keywords `row`, `actor` and `on` say whose step it is. `fields_template` draws the fields in another way than one
    below the other; `submit` words the button; `more` names the button that asks for one more line of a list.
    `page` names the page of a step that needs more room than a sheet.
    """

    fields_template = "foundation/_step_fields.html"
    submit: str | Promise = ""
    more = "more"
    page = ""

    def __init__(self, *args: Any, row: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.actor, self.on = row, actor, on

    @property
    def wants_more(self) -> bool:
        """Whether the button for one more line was pressed, and not the one that takes the step."""
        return self.is_bound and self.add_prefix(self.more) in self.data

    def keep_as_typed(self) -> None:
        """Shows what was typed without judging it yet."""
        self._errors, self.cleaned_data = ErrorDict(), {}


class Reason(forms.CharField):
    """Why: a few sentences that stay in the record."""

    def __init__(self) -> None:
        hint = _("It stays in the record.")
        super().__init__(
            label=_("Reason"),
            help_text=hint,
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=2000,
            error_messages={"required": _("Say why. It stays in the record.")},
        )


@dataclass(frozen=True)
class Words:
    """What a step will do, in a sentence, and the icon it has in lists of steps."""

    text: str | Promise = ""
    icon: str = "arrow-right"


_forms: dict[str, type[StepForm]] = {}
_words: dict[str, Words] = {}


def step_form(name: str) -> Callable[[Form], Form]:
    """Registers the form of a step: `@step_form("finding.submit_plan")`. A step with two forms fails at import."""

    def register(form: Form) -> Form:
        if name in _forms:
            raise RuntimeError(f"The step {name} has a form already.")
        _forms[name] = form
        return form

    return register


def explain(workflow: str, **steps: tuple[str | Promise, str]) -> None:
    """Says what steps will do and which icon they have: `explain("finding", void=(_("Leaves every figure."), "trash"))`."""
    _words.update({f"{workflow}.{name}": Words(text, icon) for name, (text, icon) in steps.items()})


def words_of(workflow: Workflow, step: Step) -> Words:
    return _words.get(f"{workflow.name}.{step.name}", Words())


def form_class(workflow: Workflow, step: Step) -> type[StepForm]:
    return _forms.get(f"{workflow.name}.{step.name}", StepForm)


def fresh_form(row: Any, step: Step, *data: Any, actor: User, on: date) -> StepForm:
    """The step's form, with the reason where the table asks for one."""
    form = form_class(workflow_of(row), step)(*data, row=row, actor=actor, on=on)
    if step.needs_reason and "reason" not in form.fields:
        form.fields["reason"] = Reason()
    return form


def subject_of(workflow: str, uuid: Any, step: str, user: User) -> tuple[Any, Step] | None:
    """The row that `user` may see with the step of its life cycle; None when any of the three does not exist for them."""
    found = next((entry for entry in workflows() if entry.name == workflow), None)
    wanted = next((entry for entry in found.steps if entry.name == step), None) if found else None
    if found is None or wanted is None or found.is_apart:
        return None
    rows = found.model._default_manager.visible_to(user)  # type: ignore[attr-defined]
    near = [field.name for field in found.model._meta.fields if field.name in ("unit", "process", "evidence")]
    row = rows.filter(uuid=uuid).select_related(*near).first()
    return None if row is None else (row, wanted)


def standing(row: Any, step: Step, *, actor: User, on: date) -> Refusal | None:
    """What stands in the way of a step now, its state included; None when nothing does."""
    workflow = workflow_of(row)
    if row.state not in step.sources:
        return Refusal("state", workflow.wrong_state(row, step))
    return workflow.refusal(row, step, actor=actor, on=on, given={})


def answerable(form: forms.BaseForm, refusal: Refusal | None) -> bool:
    """Whether the form asks for what the refusal misses, so that one can go on: a typed reason, a person."""
    return refusal is not None and refusal.field is not None and refusal.field in form.fields


def take(*, actor: User, subject: Any, step: str, on: date, reason: str = "", **given: Any) -> Any:
    """Takes a step with a form's clean data; returns the row, or the Approval that now waits."""
    return take_step(actor=actor, subject=subject, step=step, on=on, reason=reason, given=given)


def said(done: Any, step: Step) -> str:
    """What whoever took the step reads next; `done` is what take() returned."""
    if isinstance(done, Approval):
        return gettext("%(step)s: asked. It waits for a second person.") % {"step": step.label}
    return gettext("%(step)s: done.") % {"step": step.label}


@dataclass(frozen=True)
class Move:
    """A step as a record page lists it: whether it can be taken, what it does, and where its form is."""

    step: Step
    refusal: Refusal | None
    note: str | Promise
    icon: str
    url: str
    can_answer: bool = False
    in_sheet: bool = True


def moves_of(row: Any, *, actor: User, on: date) -> list[Move]:
    """The steps of a record page, in the order of the table; each with why it is refused now, if it is."""
    workflow = workflow_of(row)
    return [_move(row, workflow, entry) for entry in workflow.available(row, actor, on)]


def _move(row: Any, workflow: Workflow, entry: Open) -> Move:
    words = words_of(workflow, entry.step)
    form = form_class(workflow, entry.step)
    fields = form.base_fields  # type: ignore[attr-defined]
    can_answer = entry.refusal is not None and entry.refusal.field is not None and entry.refusal.field in fields
    sheet = reverse("foundation:step", args=[workflow.name, row.uuid, entry.step.name])
    url = reverse(form.page, args=[row.uuid]) if form.page else sheet
    return Move(entry.step, entry.refusal, words.text, words.icon, url, can_answer, in_sheet=not form.page)
