"""Fields that choose a unit or a person, within what the actor administers."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.access import Permission, Role, reach
from foundation.directory.models import Person, Unit, User
from foundation.forms import day_input


class UnitField(forms.ModelChoiceField):
    """A unit of the tree, indented by its depth."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Unit"))
        super().__init__(Unit.objects.none(), to_field_name="uuid", **kwargs)

    def label_from_instance(self, unit: Any) -> str:
        return "\N{EM SPACE}" * unit.depth + unit.name


class PersonField(forms.ModelChoiceField):
    """A person at work, with the number that tells namesakes apart."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Person.objects.none(), to_field_name="uuid", **kwargs)

    def label_from_instance(self, person: Any) -> str:
        return f"{person.name} ({person.number})"


def person_at_work(label: Any) -> Callable[[User, date], PersonField]:
    """Makes the field of a bulk edit: somebody at work on the day whom the actor may see."""

    def made(actor: User, on: date) -> PersonField:
        field = PersonField(label=label)
        field.queryset = Person.objects.visible_to(actor).active(on).order_by("name")
        return field

    return made


class ActorForm(forms.Form):
    """A form whose choices are those of `actor` on a day: units below `permission`, people they may see."""

    permission: Permission

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.on = actor, on
        people = Person.objects.visible_to(actor).active(on).order_by("name")
        units = Unit.objects.filter(reach(actor, *self._roles(), unit="")).active(on).order_by("path")
        for name, field in self.fields.items():
            present = getattr(self.get_initial_for_field(field, name), "pk", None)  # who has left meanwhile stays named
            if isinstance(field, UnitField):
                field.queryset = (units | Unit.objects.filter(pk=present)).distinct() if present else units
            elif isinstance(field, PersonField):
                field.queryset = (people | Person.objects.filter(pk=present)).distinct() if present else people

    def _roles(self) -> tuple[Role, ...]:
        return tuple(role for role in self.permission.roles if isinstance(role, Role))


def reason_field(**options: Any) -> forms.CharField:
    """Why: a sentence that stays in the record."""
    facts: dict[str, Any] = {"label": _("Reason"), "help_text": _("It stays in the record."), "max_length": 1000}
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), **(facts | options))


def day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=day_input(), **options)


class ReasonForm(forms.Form):
    reason = reason_field()
