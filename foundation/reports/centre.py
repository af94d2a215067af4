"""The report centre: every report that apps offer, with the form by which one asks for it.

A report is one paper or several, one for each format. Who may have it is asked by its paper; `may` only says to whom it
is shown here at all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.directory.models import User
from foundation.lists.filters import each_in_words, in_words, parameters_of
from foundation.reports.papers import Paper, find, paper_of

Text = str | Promise
LONGEST = 2000  # characters of the parameters, as an address has them
FORMATS: dict[str, Text] = {
    "pdf": gettext_lazy("PDF"),
    "xlsx": gettext_lazy("Excel (XLSX)"),
    "csv": gettext_lazy("CSV"),
    "json": gettext_lazy("JSON"),
}
GROUPS: dict[str, Text] = {
    "overview": gettext_lazy("Overview"),
    "audits": gettext_lazy("Audits and findings"),
    "assurance": gettext_lazy("Assurance system"),
    "certification": gettext_lazy("Certificates and inspections"),
    "people": gettext_lazy("People"),
}


class ReportForm(forms.Form):
    """What a report is asked for with; its clean data are ask()'s. What `actor` may not see is no choice.

    `once` are fields of a single report, which one that comes by itself does not ask for.
    """

    once: tuple[str, ...] = ()

    def __init__(self, *args: Any, report: "Report", actor: User, on: date, repeated: bool = False) -> None:
        super().__init__(*args)
        self.report, self.actor, self.today = report, actor, on
        self.offer()
        for name in self.once if repeated else ():
            self.fields.pop(name, None)
        if len(report.formats) > 1:
            choices = [(name, FORMATS[name]) for name in report.formats]
            self.fields["format"] = forms.ChoiceField(
                label=_("Format"), choices=choices, initial=choices[0][0], required=False
            )

    def offer(self) -> None:
        """Lets a form put its choices in, when `actor` is known."""

    def narrowed(self) -> dict[str, Any]:
        """What the paper is given beside the row it is about."""
        return {}

    @property
    def query(self) -> str:
        """What was asked for, as an address has it; only what the form knows, and nothing that is empty."""
        kept = QueryDict(mutable=True)
        for name, one in self.fields.items():
            for parameter in parameters_of(one, name):
                values = [value for value in _values(self.data, parameter) if value not in ("", "unknown")]
                if values:
                    kept.setlist(parameter, values)
        return kept.urlencode()

    @property
    def told(self) -> list[tuple[str, str]]:
        """What was asked for in words, of a form that is valid; the format stands last."""
        found = []
        for name, one in self.fields.items():
            value = self.answers.get(name)
            if value not in (None, "", [], ()) and value is not False:
                several = isinstance(value, list | tuple | models.QuerySet)
                words = ", ".join(each_in_words(one, value)) if several else in_words(one, value)
                found.append((str(one.label or name), words))
        return [pair for pair in found if pair[1]]

    def clean(self) -> dict[str, Any]:
        self.answers = super().clean() or self.cleaned_data
        if self.errors:
            return self.answers
        if len(self.query) > LONGEST:
            raise ValidationError(_("That is too much to ask for at once. Choose less."))
        chosen = self.answers.get("format") or next(iter(self.report.formats))
        paper = paper_of(self.report.formats[chosen])
        subject = self.answers.get("of") or self.actor
        if paper is None or find(self.actor, paper, subject.uuid) is None:
            raise ValidationError(_("This report is not for you."))
        return {"paper": paper, "subject": subject, "given": self.narrowed()}


def _values(sent: Any, name: str) -> list[str]:
    return sent.getlist(name) if hasattr(sent, "getlist") else [sent[name]] if name in sent else []


class RecordForm(ReportForm):
    """The report of one record, chosen among those that `rows(actor)` gives."""

    rows: Callable[[User], models.QuerySet]
    of: Any = forms.ModelChoiceField(models.QuerySet().none(), to_field_name="uuid")

    def offer(self) -> None:
        chosen: Any = self.fields["of"]
        chosen.queryset = type(self).rows(self.actor)


def about(label: Text, rows: Callable[[User], models.QuerySet]) -> type[RecordForm]:
    """The form of a report about one of the rows that `rows(user)` gives."""
    of: Any = forms.ModelChoiceField(models.QuerySet().none(), to_field_name="uuid", label=label)  # type: ignore[arg-type]
    return type("RecordForm", (RecordForm,), {"rows": staticmethod(rows), "of": of})


@dataclass(frozen=True)
class Report:
    """A report of the centre. `formats` names the paper of each format; `group` is one of GROUPS."""

    name: str
    label: Text
    note: Text
    group: str
    formats: Mapping[str, str]
    may: Callable[[User], bool]
    form: type[ReportForm] = ReportForm
    order: int = 50

    def asked(self, query: str, *, actor: User, on: date, repeated: bool = True) -> ReportForm:
        """The form filled with parameters that were kept."""
        return self.form(QueryDict(query[:LONGEST]), report=self, actor=actor, on=on, repeated=repeated)

    @property
    def in_formats(self) -> str:
        """Its formats in words: “Excel (XLSX), CSV”."""
        return ", ".join(str(FORMATS[name]) for name in self.formats)

    def for_reader(self, user: User) -> bool:
        return user.is_active and user.kind == User.Kind.INSIDE and self.may(user)


@dataclass(frozen=True)
class Group:
    """Reports that stand together on the page."""

    name: str
    label: Text
    reports: list[Report] = field(default_factory=list)


_reports: dict[str, Report] = {}


def offer_reports(*reports: Report) -> None:
    for one in reports:
        if one.name in _reports:
            raise RuntimeError(f"The report {one.name} is offered twice.")
        if one.group not in GROUPS:
            raise RuntimeError(f"The report {one.name} stands in no group.")
        _reports[one.name] = one


def reports() -> list[Report]:
    """Every offered report, in the order of the page."""
    places = list(GROUPS)
    return sorted(_reports.values(), key=lambda one: (places.index(one.group), one.order, str(one.label)))


def report_for(user: User, name: str) -> Report | None:
    """The report of this name, or None for who may not have it."""
    found = _reports.get(name)
    return found if found is not None and found.for_reader(user) else None


def report_of(name: str) -> Report | None:
    return _reports.get(name)


def groups_for(user: User) -> list[Group]:
    """The reports that `user` may have, by group."""
    mine = [one for one in reports() if one.for_reader(user)]
    grouped = [Group(name, label, [one for one in mine if one.group == name]) for name, label in GROUPS.items()]
    return [group for group in grouped if group.reports]


def own_paper(name: str, label: Text, may: Callable[[User], bool], make: Callable[..., Any]) -> Paper:
    """A paper of the centre about what its reader sees; `make` gets what narrows it as `query`."""
    return Paper(
        name,
        label,
        lambda user, uuid: user if user.uuid == uuid and may(user) else None,
        make,
        reads=lambda sent: {"query": str(sent.get("query", ""))[:LONGEST].removeprefix("?")},
        place=("foundation:reports", gettext_lazy("Report centre")),
    )
