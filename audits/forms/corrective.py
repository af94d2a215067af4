"""What the owner of a finding fills in: cause, correction, corrective actions, and what shows that they were done."""

from datetime import date
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.forms import WithEvidence
from audits.models import CauseAnalysis, CorrectiveAction, Finding
from foundation.directory.forms.typed import TypedPerson, said
from foundation.directory.models import Person
from foundation.forms import day_input, day_of, field_of, text_of
from foundation.models.work import Due
from foundation.steps import StepForm, step_form

WHYS = 7
LEAST_BRANCHES = 2
Category = CauseAnalysis.Category
FIRST_LINES, MOST_LINES = 2, 12
CAUSE = ("method", "text", "category", "similar_found", "similar_where")


class EvidenceStep(WithEvidence, StepForm):
    """A step that is nothing without evidence."""

    needs = gettext_lazy("Attach at least one file, or choose what is on file.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].required = True  # or something chosen: need_evidence() judges both

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.need_evidence(self.needs)
        return cleaned


class ActionLine(forms.Form):
    """One corrective action of a plan; a line that is left empty does not count."""

    text = field_of(CorrectiveAction, "text", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    owner = TypedPerson(label=gettext_lazy("Owner"), required=False)
    due_on = field_of(CorrectiveAction, "due_on", required=False, widget=day_input())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if any(cleaned.values()):
            for name in ("text", "owner", "due_on"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Each action needs what, who and until when."))
        return cleaned


@step_form("finding.submit_plan")
class PlanForm(StepForm):
    """Cause, correction and one line per corrective action; the button for another line keeps what was typed."""

    fields_template = "audits/_plan_fields.html"
    method = field_of(CauseAnalysis, "method")
    text = text_of(CauseAnalysis, "text", label=gettext_lazy("Root cause"))
    category = field_of(CauseAnalysis, "category")
    similar_found = forms.TypedChoiceField(
        label=gettext_lazy("Were similar occurrences found?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    similar_where = text_of(CauseAnalysis, "similar_where", rows=2)
    correction = text_of(
        Finding,
        "correction",
        required=True,
        help_text=gettext_lazy("Repairs this instance. The corrective actions below remove its cause."),
    )
    actions = forms.Field(required=False, widget=forms.HiddenInput, label=gettext_lazy("Corrective actions"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, WHYS + 1):
            label = _("Why %(number)d") % {"number": number}
            self.fields[f"why_{number}"] = forms.CharField(label=label, required=False, max_length=500)
        for name, label in Category.choices:
            box = forms.Textarea(attrs={"rows": 2})
            words = _("Causes: %(category)s") % {"category": label.lower()}
            self.fields[f"causes_{name}"] = forms.CharField(label=words, required=False, max_length=1000, widget=box)
        self._fill()
        self.lines = self._lines()

    @property
    def whys(self) -> list[forms.BoundField]:
        return [self[f"why_{number}"] for number in range(1, WHYS + 1)]

    @property
    def branches(self) -> list[forms.BoundField]:
        return [self[f"causes_{name}"] for name in Category.values]

    @cached_property
    def action_limit(self) -> date | None:
        """The last day any action may be due."""
        return Due.objects.about(self.row).filter(step="action").values_list("due_on", flat=True).first()

    @property
    def suggestions(self) -> list[str]:
        """People of the unit, for the owner of an action; anybody else by number."""
        people = Person.objects.active(self.on).filter(unit__path__startswith=self.row.unit.path)
        return [said(person) for person in people.order_by("name")[:300]]

    def _fill(self) -> None:
        """A returned plan comes back as it was handed in."""
        cause = CauseAnalysis.objects.filter(finding=self.row).first()
        if cause is None:
            return
        self.initial.update({name: getattr(cause, name) for name in CAUSE}, correction=self.row.correction)
        self.initial["similar_found"] = "yes" if cause.similar_found else "no"
        self.initial.update({f"why_{number}": why for number, why in enumerate(cause.whys, start=1)})
        for branch in cause.branches:
            self.initial[f"causes_{branch['category']}"] = "\n".join(branch["causes"])

    def _lines(self) -> list[ActionLine]:
        if self.is_bound:
            count = self._sent_lines() + (1 if self.wants_more else 0)
            return [ActionLine(self.data, prefix=f"action-{number}") for number in range(min(count, MOST_LINES))]
        before = list(self.row.actions.select_related("owner")) if self.initial else []
        known = [{"text": one.text, "owner": one.owner, "due_on": one.due_on} for one in before]
        count = max(FIRST_LINES, len(known) + 1)
        lines = [*known, *[{}] * (count - len(known))]
        return [ActionLine(initial=line, prefix=f"action-{number}") for number, line in enumerate(lines)]

    def _sent_lines(self) -> int:
        sent = [number for number in range(MOST_LINES) if f"action-{number}-text" in self.data]
        return max(FIRST_LINES, len(sent))

    def keep_as_typed(self) -> None:
        super().keep_as_typed()
        for line in self.lines:
            line._errors, line.cleaned_data = ErrorDict(), {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if any(line.errors for line in self.lines):
            self.add_error("actions", _("An action is not complete."))
        cause = {name: cleaned.pop(name) for name in CAUSE if name in cleaned}
        whys = [cleaned.pop(f"why_{number}", "") for number in range(1, WHYS + 1)]
        cause["whys"] = [why for why in whys if why]
        cause["branches"] = self._branches(cleaned)
        if cause.get("method") == CauseAnalysis.Method.FISHBONE and len(cause["branches"]) < LEAST_BRANCHES:
            self.add_error("causes_method", _("A fishbone looks for causes in two categories at least. One per line."))
        if cause.get("method") == CauseAnalysis.Method.FIVE_WHYS and len(cause["whys"]) < 2:
            self.add_error("why_1", _("Five whys need at least two answers. Ask on until the answer can be changed."))
        actions = [line.cleaned_data for line in self.lines if line.is_valid() and any(line.cleaned_data.values())]
        return {"cause": cause, "correction": cleaned.get("correction", ""), "actions": actions}

    @staticmethod
    def _branches(cleaned: dict[str, Any]) -> list[dict[str, Any]]:
        """What was typed under each category, a cause per line."""
        typed = {name: cleaned.pop(f"causes_{name}", "").splitlines() for name in Category.values}
        found = {name: [line.strip() for line in lines if line.strip()] for name, lines in typed.items()}
        return [{"category": name, "causes": causes} for name, causes in found.items() if causes]


@step_form("finding.add_action")
class AddActionForm(StepForm):
    text = text_of(CorrectiveAction, "text")
    owner = TypedPerson(label=gettext_lazy("Owner"))
    due_on = day_of(CorrectiveAction, "due_on")
    fields_template = "audits/_action_fields.html"
    suggestions = PlanForm.suggestions


@step_form("finding.correct")
class CorrectionForm(EvidenceStep):
    text = forms.CharField(
        label=gettext_lazy("What was repaired"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    needs = gettext_lazy("Attach what shows that the instance is repaired.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("text", self.row.correction)


class CompleteForm(WithEvidence):
    """What shows that one corrective action is implemented."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.need_evidence(_("Attach what shows that the action is implemented."))
        return cleaned
