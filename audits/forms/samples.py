"""What auditors fill in to draw a sample, to say what its items showed, and to finish it."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.reading import MAX_BYTES
from audits.listed import read_population
from audits.models import Audit, Sample, SampleItem, WorkingPaper
from foundation.forms import field_of, text_of

AT_RANDOM = (Sample.Method.RANDOM, Sample.Method.STRATIFIED)


class SampleForm(forms.Form):
    """Population, method, size and seed; clean data are those of the verb draw_sample."""

    title = field_of(Sample, "title")
    source = forms.ChoiceField(
        label=gettext_lazy("Population"), choices=Sample.Source.choices, initial=Sample.Source.EVIDENCE
    )
    files = forms.FileField(
        label=gettext_lazy("A list of my own"),
        required=False,
        help_text=gettext_lazy("CSV or XLSX with a header; ids stand in the first column. At most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx", "data-max-bytes": MAX_BYTES}),
    )
    group = forms.CharField(
        label=gettext_lazy("Column of the groups in my list"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("For a stratified sample. Lists of the tracker have their groups."),
    )
    description = text_of(Sample, "description", rows=2)
    method = forms.ChoiceField(
        label=gettext_lazy("Method"),
        choices=Sample.Method.choices,
        initial=Sample.Method.RANDOM,
        widget=forms.RadioSelect,
    )
    size = forms.IntegerField(
        label=gettext_lazy("Size"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("How many are drawn at random, of every group together."),
    )
    seed = field_of(
        Sample, "seed", help_text=gettext_lazy("Empty: one is drawn. The same seed gives the same items again.")
    )
    chosen = forms.CharField(
        label=gettext_lazy("Ids by judgement"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One per line, for a sample by judgement."),
    )
    paper = forms.ModelChoiceField(
        WorkingPaper.objects.none(),
        to_field_name="uuid",
        required=False,
        label=gettext_lazy("Working paper"),
        empty_label=gettext_lazy("None"),
    )

    def __init__(self, *args: Any, audit: Audit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].queryset = WorkingPaper.objects.filter(audit=audit)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The members of one's own list are read; without a seed one is drawn."""
        cleaned = super().clean() or self.cleaned_data
        upload, group = cleaned.pop("files", None), cleaned.pop("group", "")
        if upload is not None and cleaned.get("source") != Sample.Source.LIST:
            self.add_error("source", _("You added a list. Choose “An uploaded list”, or take the file away."))
        if cleaned.get("source") == Sample.Source.LIST and not self.errors:
            if upload is None:
                self.add_error("files", _("Add the list that the sample is drawn from."))
            else:
                cleaned["listed"] = read_population(upload.name, upload.read(MAX_BYTES + 1), group=group)
        cleaned["chosen"] = cleaned.get("chosen", "").splitlines()
        if cleaned.get("method") in AT_RANDOM and not cleaned.get("seed"):
            cleaned["seed"] = secrets.token_hex(4)
        return cleaned


class ItemForm(forms.Form):
    """What one item showed."""

    result = forms.ChoiceField(label=gettext_lazy("Result"), choices=SampleItem.Result.choices)
    note = text_of(SampleItem, "note", rows=3, max_length=5000)


class FinishForm(forms.Form):
    """What the results say of the whole population."""

    extrapolation = text_of(
        Sample,
        "extrapolation",
        help_text=gettext_lazy("Needed where something deviates: how far it may reach, and why."),
    )
