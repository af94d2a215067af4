"""What is filled in for a nomination: who did what, and at its review what it is worth."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import EvidenceVersion
from foundation import policy
from foundation.directory.models import Person, User
from foundation.forms import field_of, text_of
from foundation.steps import StepForm, explain, step_form
from people.models import Nomination
from people.policies import AWARD_BANDS
from people.workflows.nomination_rules import nominates_themselves

Several = forms.ModelMultipleChoiceField


class NominationForm(forms.Form):
    """Whom one puts forward, and for what."""

    nominees = Several(
        Person.objects.none(),
        to_field_name="uuid",
        label=gettext_lazy("Who"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("One colleague, or everybody who did it together."),
        error_messages={"required": gettext_lazy("Name at least one colleague.")},
    )
    title = field_of(Nomination, "title")
    kind = field_of(Nomination, "kind")
    story = text_of(Nomination, "story", rows=7)

    def __init__(self, *args: Any, actor: User, on: date, row: Nomination | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        field: Any = self.fields["nominees"]
        field.queryset = Person.objects.active(on).select_related("unit").order_by("name", "pk")
        field.label_from_instance = in_the_unit
        if row is not None:
            self.initial |= {name: getattr(row, name) for name in ("title", "kind", "story")}
            self.initial["nominees"] = [share.person for share in row.shares.select_related("person")]

    def clean_nominees(self) -> Any:
        named = self.cleaned_data["nominees"]
        refusal = nominates_themselves(self.actor.person_id, {person.pk for person in named})
        if refusal is not None:
            raise ValidationError(str(refusal))
        return named


class NewNominationForm(NominationForm):
    """A new nomination, with what shows it."""

    evidence = Several(
        EvidenceVersion.objects.none(),
        to_field_name="uuid",
        required=False,
        label=gettext_lazy("Evidence"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Accepted evidence that you see and that shows what they did."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["evidence"]
        seen = EvidenceVersion.objects.visible_to(self.actor).filter(state=EvidenceVersion.State.ACCEPTED)
        field.queryset = seen.select_related("evidence").order_by("-as_of", "-pk")


def in_the_unit(person: Person) -> str:
    return f"{person.name}, {person.unit.name}"


@step_form("nomination.review")
class ReviewForm(StepForm):
    """What it is worth, by the amounts that hold today."""

    submit = gettext_lazy("Review it")
    band = forms.ChoiceField(
        label=gettext_lazy("Value"),
        choices=Nomination.Band.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is worth.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["band"]
        field.choices = worth(policy.current(AWARD_BANDS, self.on).value)


def worth(amounts: dict[str, int]) -> list[tuple[str, str]]:
    """The values, each with its range: from one more than the value before it."""
    found, least = [], 0
    for band in Nomination.Band:
        words = {"band": band.label, "least": least, "most": amounts[band]}
        found.append((band.value, _("%(band)s, %(least)d to %(most)d") % words))
        least = amounts[band] + 1
    return found


explain(
    "nomination",
    submit=(gettext_lazy("Who answers for the unit is asked; it is not changed afterwards."), "paper-airplane"),
    review=(gettext_lazy("It is worth an award; you say which. It is awarded when the checks are finished."), "eye"),
    award=(gettext_lazy("Everybody named is told, and asked whether it may be shown to all."), "trophy"),
    award_together=(gettext_lazy("Another person who decides for the unit has to agree."), "user-group"),
    decline=(gettext_lazy("Who made it reads your reason. Those named hear nothing of it."), "x-mark"),
    agree=(gettext_lazy("It appears on the wall once all named agree and it is published."), "check"),
    object=(gettext_lazy("The award stays yours, and nobody else reads of it."), "eye-slash"),
    publish=(gettext_lazy("Everybody in the company can read it."), "megaphone"),
)
explain("nomination_hold", lift=(gettext_lazy("It can be awarded again."), "lock-open"))
