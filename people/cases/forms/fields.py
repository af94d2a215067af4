"""Fields that several forms of cases have."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.actions import receive_files
from assurance.actions.evidence import Kept
from foundation.access import Role
from foundation.directory.models import Person, User
from foundation.files import ALLOWED_ENDINGS, ReceivedFile
from people.cases.models import Case

SPARING = gettext_lazy(
    "Leave out health, belief, origin, trade union and private life unless it is what this is about."
)


class People(forms.ModelMultipleChoiceField):
    """Several people, each with a tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str | Promise, **options: Any) -> None:
        super().__init__(Person.objects.none(), to_field_name="uuid", label=label, **options)


def one_person(label: str | Promise, **options: Any) -> Any:
    return forms.ModelChoiceField(Person.objects.none(), to_field_name="uuid", label=label, **options)


def holders_for(case: Case, role: Role, *, on: date) -> Any:
    """The people who hold a role for the unit of the case; whom a rule bars, the step says."""
    accounts = User.objects.holding(role, case.unit, on)
    return Person.objects.filter(pk__in=accounts.values("person")).select_related("unit").order_by("name", "pk")


def with_unit(person: Person) -> str:
    """“Ada Ruiz, Research”: deciders come from different units."""
    return f"{person.name}, {person.unit.name}"


class PlainFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, judged by their content; the clean value is what receive_files() gives."""

    widget = PlainFiles

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Kept]:
        uploads: list[ReceivedFile] = [upload for upload in data or [] if upload]
        if self.required and not uploads:
            raise ValidationError(_("Attach at least one file."))
        try:
            return receive_files(uploads)
        except ValidationError as error:
            raise ValidationError(error.messages) from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        endings = ",".join(f".{ending}" for ending in ALLOWED_ENDINGS)
        return {"multiple": True, "accept": endings, "data-max-bytes": settings.MAX_UPLOAD_BYTES}
