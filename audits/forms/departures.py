"""What is typed where a finding leaves the plain way: a later date, minutes of a panel, an accepted risk, a limit."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits import dues
from audits.models import Dispute, Extension, Finding, RiskAcceptance
from audits.workflows.departure_rules import LOWER, MOST_MONTHS
from foundation.dates import add_months
from foundation.forms import day_input, day_of, text_of
from foundation.models.work import Due
from foundation.steps import StepForm, explain, step_form
from foundation.words import day


def between(field: forms.Field, first: Any, last: Any) -> None:
    """Bounds the browser's calendar; the rule of the step judges what is sent."""
    field.widget.attrs.update({"min": first.isoformat(), "max": last.isoformat()})


@step_form("finding.extend")
class ExtendForm(StepForm):
    """Which date and until when; the help says how far each may go."""

    due_step = forms.ChoiceField(
        label=gettext_lazy("Date to move"), choices=[(step, dues.STEPS[step]) for step in dues.OWNERS]
    )
    new_due_on = day_of(Extension, "to_on", label=gettext_lazy("New day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ahead = dues.movable(Due.objects.about(self.row), on=self.on)
        limits = {due.step: dues.latest(due, self.row) for due in ahead}
        self.fields["due_step"].choices = [(due.step, self._said(due)) for due in ahead]  # type: ignore[attr-defined]
        told = [
            _("%(step)s: until %(day)s at most.") % {"step": dues.STEPS[step], "day": day(limit)}
            for step, limit in limits.items()
        ]
        self.fields["new_due_on"].help_text = " ".join(told)
        if limits:
            between(self.fields["new_due_on"], self.on + timedelta(days=1), max(limits.values()))

    @staticmethod
    def _said(due: Due) -> str:
        return _("%(step)s, due on %(day)s") % {"step": dues.STEPS[due.step], "day": day(due.due_on)}


class PanelForm(StepForm):
    """What the panel considered; the second person is a lead auditor of another audit."""

    minutes = text_of(
        Dispute,
        "minutes",
        rows=5,
        required=True,
        help_text=gettext_lazy("What was heard and considered, and why it is decided so. It stays in the record."),
    )


@step_form("finding.uphold")
class UpholdForm(PanelForm):
    """The finding stands."""


@step_form("finding.annul")
class AnnulForm(PanelForm):
    """The finding was wrong."""


@step_form("finding.downgrade")
class DowngradeForm(PanelForm):
    new_type = forms.ChoiceField(
        label=gettext_lazy("Type from now on"),
        choices=[(kind.value, kind.label) for kind in LOWER[Finding.Type.MAJOR]],
    )
    field_order = ["new_type", "minutes"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lower = LOWER.get(Finding.Type(self.row.type), ())
        self.fields["new_type"].choices = [(kind.value, kind.label) for kind in lower]  # type: ignore[attr-defined]


@step_form("finding.accept_risk")
class RiskForm(StepForm):
    """Until when, and when somebody looks at it again; the manager who carries it is asked."""

    expires_on = day_of(RiskAcceptance, "expires_on")
    review_on = day_of(RiskAcceptance, "review_on", help_text=gettext_lazy("On the way, not after the end."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, last = self.on + timedelta(days=1), add_months(self.on, MOST_MONTHS)
        hint = _("Twelve months at most: until %(day)s. The day after, the finding is open again.")
        self.fields["expires_on"].help_text = hint % {"day": day(last)}
        for name in ("expires_on", "review_on"):
            between(self.fields[name], first, last)


SAYS: dict[str, str | Promise] = {
    Finding.CapSource.LETTER: gettext_lazy("A letter: the limit it names."),
    Finding.CapSource.STAGE2: gettext_lazy("Stage 2: leave it empty, the last day of the audit counts."),
    Finding.CapSource.RECERTIFICATION: gettext_lazy("A certificate that ends: its last day."),
    Finding.CapSource.REMEDY: gettext_lazy("A remedial proposal: the day of the notice."),
}


@step_form("finding.set_cap")
class CapForm(StepForm):
    """Where the limit comes from, and the day it follows from."""

    cap_source = forms.ChoiceField(label=gettext_lazy("Where the limit comes from"), choices=Finding.CapSource.choices)
    counted_from = forms.DateField(label=gettext_lazy("Day it follows from"), required=False, widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counted_from"].help_text = " ".join(str(said) for said in SAYS.values())


explain(
    "finding",
    extend=(
        gettext_lazy("Twice at most, by half of the original period together. The old date stays visible."),
        "calendar",
    ),
    set_cap=(gettext_lazy("No date of the finding lies after the limit of the body."), "flag"),
    dispute=(
        gettext_lazy("Within five working days of the issue, once. A panel decides; the dates run on."),
        "hand-thumb-down",
    ),
    uphold=(gettext_lazy("It stands as it was issued. A lead auditor of another audit has to agree."), "check"),
    downgrade=(
        gettext_lazy("New dates, counted from the original issue. A lead auditor of another audit has to agree."),
        "arrow-uturn-left",
    ),
    annul=(
        gettext_lazy("It leaves every figure and stays readable. A lead auditor of another audit has to agree."),
        "no-symbol",
    ),
    review_risk=(gettext_lazy("Says why the risk is still carried. The note stays in the record."), "eye"),
    withdraw_risk=(gettext_lazy("The finding is open again where it stood, and its dates hold again."), "arrow-path"),
    accept_risk=(
        gettext_lazy("A manager carries the risk for a while. It leaves what is overdue and comes back at the end."),
        "shield-check",
    ),
)
