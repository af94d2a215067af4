"""The foundation's own forms: which fields a person fills in, and their widgets."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation import reports, tokens, versions
from foundation.clock import EARLIEST, LATEST
from foundation.directory.models import User
from foundation.models.programs import ApiToken
from foundation.policies import check_start
from foundation.policy import Declared
from foundation.policy_parts import PERIODS, UNITS, Kind, Part, parts_of, replaced
from foundation.topics import TOPICS, Way


class CommentForm(forms.Form):
    """A remark on a record; its ids are its own, because the sheet of a step may lie over it."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name people with @, such as @ines.moreau: they are told when they may see this."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="comment_%s", **kwargs)


class DecisionForm(forms.Form):
    """The two buttons are called `yes`; the note goes to whoever asked."""

    note = forms.CharField(label=_("Note to whoever asked"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    yes = forms.TypedChoiceField(
        choices=[("yes", _("Approve")), ("no", _("Refuse"))],
        coerce=lambda value: value == "yes",
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose “Approve” or “Refuse”.")},
    )


def way(topic: str) -> forms.ChoiceField:
    """How one is told of a topic (foundation/topics.py)."""
    known = next(one for one in TOPICS if one.name == topic)
    return forms.ChoiceField(label=known.label, help_text=known.note, choices=Way.choices, initial=Way.AT_ONCE)


class MailForm(forms.Form):
    """How one is told by mail: a choice for each topic; its clean data are the verb's."""

    due = way("due")
    decisions = way("decisions")
    talk = way("talk")
    records = way("records")
    rests = forms.BooleanField(
        label=_("No mails on days off"),
        required=False,
        help_text=_("They wait for the next working day of your unit. What opens or locks your account always comes."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, initial={**user.mail_ways, "rests": user.mail_rests}, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {"ways": {one.name: given[one.name] for one in TOPICS if one.name in given}, "rests": given["rests"]}


class PaperForm(forms.Form):
    """The report that is asked for, and the row it is about; a register is about oneself. Its clean data are ask()'s."""

    paper = forms.CharField(label=_("Report"), max_length=50)
    of = forms.UUIDField(label=_("Record"), required=False)
    query = forms.CharField(
        label=_("Parameters"),
        max_length=2000,
        required=False,
        help_text=_("What narrows it, as the address of its page has it, such as “state=open&format=csv”."),
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_paper(self) -> reports.Paper:
        paper = reports.paper_of(self.cleaned_data["paper"])
        if paper is None or paper.confirmed:
            raise ValidationError(_("There is no such report."))
        return paper

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        paper, uuid = given.get("paper"), given.get("of") or self.actor.uuid
        row = paper and reports.find(self.actor, paper, uuid)
        if paper and row is None:
            raise ValidationError({"of": _("There is no such record, or not for you.")})
        sent = {"query": given.get("query", "")}
        return {"paper": paper, "subject": row, "given": paper.given(sent) if paper else {}}


class RisingField(forms.CharField):
    """Whole numbers in a row, separated by commas."""

    def to_python(self, value: Any) -> list[int] | None:
        text = super().to_python(value)
        try:
            return [int(one) for one in text.replace(";", ",").split(",") if one.strip()] or None
        except ValueError:
            raise ValidationError(_("Give whole numbers, separated by commas, such as 1, 4, 10.")) from None

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class ProposalForm(forms.Form):
    """A new version of a policy: a field for each of its parts, filled with what holds; its clean data are the verb's.

    `seen` is the mark of the preview one has seen; the button that asks is called `ask`.
    """

    effective_from = forms.DateField(
        label=_("In force from"), help_text=_("Today or later. Dates already issued stand.")
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever decides reads it, and it stays in the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, declared: Declared, value: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.declared, self.parts, self.on = declared, parts_of(declared), on
        self.fields["effective_from"].widget = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "min": on.isoformat()}
        )
        self.fields["effective_from"].initial = on
        for part in self.parts:
            self.fields[part.name] = part_field(part, part.of(value))
            if part.kind is Kind.PERIOD:
                self.fields[f"{part.name}__unit"] = unit_field(part, part.of(value))

    @property
    def groups(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """The fields of the parts by group: each with the field of its unit, or nothing."""
        found: dict[str, list[tuple[Any, Any]]] = {}
        for part in self.parts:
            unit = self[f"{part.name}__unit"] if part.kind is Kind.PERIOD else None
            found.setdefault(str(part.group), []).append((self[part.name], unit))
        return list(found.items())

    def clean(self) -> dict[str, Any]:
        """The value of all parts, the day and the reason."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        value = self.declared.value
        for part in self.parts:
            typed = cleaned[part.name]
            here = {cleaned[f"{part.name}__unit"]: typed} if part.kind is Kind.PERIOD else typed
            value = replaced(value, part, here)
        self.declared.check(value)
        check_start(cleaned["effective_from"], on=self.on)
        self.was_seen = cleaned["seen"] == versions.seal(value, cleaned["effective_from"])
        return {"value": value, "effective_from": cleaned["effective_from"], "reason": cleaned["reason"]}


def part_field(part: Part, here: Any) -> forms.Field:
    """The field of one part of a policy, named for people who hear it without the table around it."""
    words = {"label": part.label, "help_text": UNITS.get(part.unit, "")}
    if part.kind is Kind.NUMBER:
        return forms.IntegerField(initial=here, **words)
    if part.kind is Kind.PERIOD:
        return forms.IntegerField(
            initial=next(iter(here.values()), None) if here else None, min_value=1, label=part.label
        )
    if part.kind is Kind.RISING:
        return RisingField(initial=here, **words)
    if part.kind is Kind.WORD:
        return forms.CharField(initial=here, required=False, max_length=100, label=part.label)
    if part.kind is Kind.SWITCH:
        return forms.BooleanField(initial=here, required=False, label=part.label)
    return forms.JSONField(initial=here, label=part.label)


def unit_field(part: Part, here: Any) -> forms.Field:
    title = _("%(part)s, counted in") % {"part": part.title}
    return forms.ChoiceField(
        choices=[(unit, UNITS[unit]) for unit in PERIODS],
        initial=next(iter(here), None) if here else None,
        label=title,
        widget=forms.Select(attrs={"aria-label": title}),
    )


def field_of(model: type[models.Model], name: str, **options: Any) -> Any:
    """The form field of a model's field, with its label, choices and limits: `summary = field_of(Report, "summary")`."""
    return model._meta.get_field(name).formfield(**options)  # type: ignore[union-attr]


def text_of(model: type[models.Model], name: str, *, rows: int = 3, **options: Any) -> Any:
    """The form field of a text of several lines."""
    return field_of(model, name, widget=forms.Textarea(attrs={"rows": rows}), **options)


def day_of(model: type[models.Model], name: str, **options: Any) -> Any:
    """The form field of a day, chosen from the browser's calendar; of a year that can be."""
    return field_of(model, name, widget=day_input(), validators=[year_can_be], **options)


def year_can_be(day: date) -> None:
    """Raises ValidationError for a day so far away that what counts from it would leave the calendar."""
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(_("Check the year."))


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TokenForm(forms.Form):
    """A token for a program; `longest` is the policy's number of days. One of somebody outside reads, for a day."""

    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("What uses it, such as “Nightly export”."))
    scope = forms.ChoiceField(
        label=_("It may"),
        choices=ApiToken.Scope.choices,
        initial=ApiToken.Scope.READ,
        help_text=_(
            "One that may sign also issues reports, closes audits and approves rooms in your name. It lasts one day and "
            "is made right after a sign-in with a second factor."
        ),
    )
    days = forms.IntegerField(label=_("Days until it ends"), min_value=1, initial=90)

    def __init__(self, *args: Any, owner: User, longest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["days"]
        if owner.kind == User.Kind.OUTSIDE:
            longest, scope = tokens.OUTSIDE_DAYS, self.fields["scope"]
            scope.choices, scope.help_text = [(ApiToken.Scope.READ.value, ApiToken.Scope.READ.label)], ""  # type: ignore[attr-defined]
        field.widget.attrs["max"] = longest
        field.help_text = _("At most %(days)d.") % {"days": longest}
        self.initial["days"] = min(90, longest)
