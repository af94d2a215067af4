"""The search page as the answer to a request: what is asked, the filters in the address, a page of results."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import offers
from foundation.directory.models import Unit, User
from foundation.lists.choices import FewChoicesField
from foundation.looks import look_of
from foundation.models.search import SearchRow
from foundation.search.excerpts import Bit, excerpt, marked
from foundation.search.finding import Answer, Narrowed, find
from foundation.search.offers import Searched
from foundation.search.scope import found_kinds
from foundation.search.words import MOST_LETTERS, Question
from foundation.words import day

Text = str | Promise

PAGE_SIZE = 25
MOST_PAGES = 40


@dataclass(frozen=True)
class Result:
    """One record as the page shows it."""

    kind: Searched
    row: SearchRow
    heading: list[Bit]
    excerpt: list[Bit]

    @property
    def url(self) -> str:
        return reverse(self.kind.url_name, args=[self.row.subject_uuid])

    @property
    def state(self) -> tuple[str, str, Text] | None:
        """Tone, icon and words of its state."""
        words = self.kind.states.get(self.row.state)
        if not words:
            return None
        look = look_of(self.kind.model._meta.label_lower, self.row.state)
        return look.tone, look.icon, words

    @property
    def day_words(self) -> str:
        """What its day is: “first day”."""
        return str(self.kind.model._meta.get_field(self.kind.day).verbose_name) if self.kind.day else ""  # type: ignore[union-attr]


@dataclass(frozen=True)
class Choice:
    """A filter one sets or takes back by following a link."""

    label: str
    url: str
    current: bool
    count: int | None = None
    icon: str = ""


class FilterForm(forms.Form):
    """What the answer is narrowed to, beside the kinds."""

    unit = FewChoicesField(Unit.objects.none(), to_field_name="code", required=False, label=gettext_lazy("Unit"))
    area = forms.MultipleChoiceField(required=False, label=gettext_lazy("Area"), widget=forms.CheckboxSelectMultiple)
    state = forms.MultipleChoiceField(required=False, label=gettext_lazy("State"), widget=forms.CheckboxSelectMultiple)
    after = forms.DateField(
        required=False, label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    before = forms.DateField(
        required=False, label=gettext_lazy("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, asked: QueryDict, *, user: User, areas: Any, states: Any) -> None:
        super().__init__(asked, auto_id="filter_%s")
        self.fields["unit"].queryset = Unit.objects.visible_to(user).order_by("path")  # type: ignore[attr-defined]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
        self.fields["state"].choices = states  # type: ignore[attr-defined]
        if not states:
            del self.fields["state"]

    def known(self) -> dict[str, Any]:
        """The values that were understood; the form says of the others what is wrong."""
        self.is_valid()
        return self.cleaned_data


class SearchPage:
    """What `request.user` may see of what the address asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.asked = request, request.GET
        self.person: User = request.user  # type: ignore[assignment]
        self.text = self.asked.get("q", "").replace("\x00", "")[:MOST_LETTERS].strip()
        self.question = Question(self.text)
        self.offered = found_kinds(self.person)
        names = set(self.asked.getlist("kind"))
        self.chosen = tuple(kind for kind in self.offered if kind.name in names)

    @cached_property
    def form(self) -> FilterForm:
        states = self.chosen[0].states if len(self.chosen) == 1 else {}
        return FilterForm(self.asked, user=self.person, areas=list(self.areas.items()), states=list(states.items()))

    @cached_property
    def areas(self) -> dict[str, Text]:
        return {code: label for one in offers.narrowings() if one.name == "area" for code, label in one.choices()}

    @cached_property
    def narrowed(self) -> Narrowed:
        told = self.form.known()
        return Narrowed(
            kinds=self.chosen,
            unit=told.get("unit"),
            areas=tuple(told.get("area") or ()),
            states=tuple(told.get("state") or ()),
            first=told.get("after"),
            last=told.get("before"),
        )

    @cached_property
    def page(self) -> int:
        wanted = self.asked.get("page", "1")
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 1
        return max(1, min(number, MOST_PAGES))

    @cached_property
    def answer(self) -> Answer:
        start = (self.page - 1) * PAGE_SIZE
        return find(self.person, self.question, self.narrowed, size=PAGE_SIZE, start=start)

    @cached_property
    def results(self) -> list[Result]:
        kinds = {kind.model: kind for kind in self.offered}
        return [self._result(kinds[row.subject_type.model_class()], row) for row in self.answer.rows]  # type: ignore[index]

    @property
    def total(self) -> int:
        """How many there are of the kinds that are chosen, or of all."""
        names = {kind.name for kind in self.chosen}
        return sum(number for name, number in self.answer.counts.items() if not names or name in names)

    @property
    def kinds(self) -> list[Choice]:
        """The kinds of which something was found, and those that are chosen."""
        counts, chosen = self.answer.counts, {kind.name for kind in self.chosen}
        return [
            Choice(
                str(kind.label),
                self._toggled("kind", kind.name),
                kind.name in chosen,
                counts.get(kind.name, 0),
                kind.icon,
            )
            for kind in self.offered
            if kind.name in counts or kind.name in chosen
        ]

    @property
    def chips(self) -> list[Choice]:
        """The filters that are set beside the kinds; following one takes it back."""
        narrowed, states = self.narrowed, self.chosen[0].states if len(self.chosen) == 1 else {}
        found: list[tuple[str, Any, str]] = []
        found += [(_("Unit"), narrowed.unit.name, self.url(unit=""))] if narrowed.unit else []
        found += [(_("Area"), self.areas[code], self._toggled("area", code)) for code in narrowed.areas]
        found += [(_("State"), states[code], self._toggled("state", code)) for code in narrowed.states]
        found += [(_("From"), narrowed.first, self.url(after=""))] if narrowed.first else []
        found += [(_("To"), narrowed.last, self.url(before=""))] if narrowed.last else []
        return [Choice(f"{label}: {_worded(value)}", url, current=True) for label, value, url in found]

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen or self.chips)

    @property
    def clear_url(self) -> str:
        kept = QueryDict(mutable=True)
        kept["q"] = self.text
        return f"{self.request.path}?{kept.urlencode()}"

    @property
    def previous_url(self) -> str:
        return self.url(page=str(self.page - 1)) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        more = self.page * PAGE_SIZE < self.total and self.page < MOST_PAGES
        return self.url(page=str(self.page + 1)) if more else ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of the filters carries along."""
        return [("q", self.text), *(("kind", kind.name) for kind in self.chosen)]

    def url(self, **changes: str) -> str:
        """The page with some of its address changed; what is empty goes, and so does the number of the page."""
        asked = self.asked.copy()
        asked.pop("page", None)
        for name, value in changes.items():
            asked.pop(name, None)
            if value:
                asked[name] = value
        return f"{self.request.path}?{asked.urlencode()}"

    def _toggled(self, name: str, value: str) -> str:
        """The page with one of several values set or taken back; a choice of states holds for one choice of kinds."""
        asked = self.asked.copy()
        values = asked.getlist(name)
        asked.setlist(name, [one for one in values if one != value] if value in values else [*values, value])
        for other in ("page", *(["state"] if name == "kind" else [])):
            asked.pop(other, None)
        return f"{self.request.path}?{asked.urlencode()}"

    def _result(self, kind: Searched, row: SearchRow) -> Result:
        slips = self.answer.with_slips
        heading = marked(row.title, self.question, with_slips=slips)
        return Result(kind, row, heading, excerpt(row.text, self.question, with_slips=slips))


def _worded(value: Any) -> str:
    return day(value) if isinstance(value, date) else capfirst(str(value))
