"""What is said about a process that is there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Process
from assurance.permissions import MANAGE_PROCESSES
from foundation.access import permits
from foundation.directory.models import Unit, User
from foundation.forms import field_of, text_of

TEXTS = ("name", "purpose", "qms_process", "qms_document", "qms_clauses", "review_months")


class ProcessFactsForm(forms.Form):
    """The facts of a process, with its place in the quality system; where it counts is for officers to say."""

    name = field_of(Process, "name")
    purpose = text_of(Process, "purpose", required=False)
    qms_process = field_of(Process, "qms_process", help_text=_("Its id in the quality system, such as QP-TS-01."))
    qms_document = field_of(Process, "qms_document", help_text=_("The number of the document that describes it."))
    qms_clauses = field_of(Process, "qms_clauses", help_text=_("Of ISO 9001 or TL 9000, such as 8.5.1, 8.5.3."))
    review_months = field_of(Process, "review_months", min_value=1, max_value=60)
    parent = forms.ModelChoiceField(
        Process.objects.none(),
        to_field_name="uuid",
        label=_("Part of"),
        required=False,
        empty_label=_("Nothing: it stands by itself"),
    )
    regions = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        to_field_name="uuid",
        label=_("Counts in these regions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, actor: User, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = Process.objects.visible_to(actor).kept().filter(parent=None, area=process.area_id)
        self.fields["parent"].queryset = above.exclude(pk=process.pk)  # type: ignore[attr-defined]
        regions = Unit.objects.visible_to(actor).filter(kind=Unit.Kind.REGION).order_by("path")
        self.fields["regions"].queryset = regions  # type: ignore[attr-defined]
        for name in TEXTS:
            self.initial.setdefault(name, getattr(process, name))
        self.initial.setdefault("parent", process.parent and process.parent.uuid)
        self.initial.setdefault("regions", [unit.uuid for unit in process.regions.all()])
        if not permits(actor, MANAGE_PROCESSES, process):
            for name in ("parent", "regions"):
                del self.fields[name]
