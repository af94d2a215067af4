"""One act for ticked lines of My work: what would change and what would not and why, then the same for real."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from foundation.directory.models import User
from foundation.lists.bulk import BulkLine
from foundation.web import submit
from foundation.work.chosen import chosen_lines
from foundation.work.forms import ActForm, HandOnForm, NudgeForm, ReasonForm, SnoozeForm, WakeForm
from foundation.work.handing import hand_on
from foundation.work.lines import Line
from foundation.work.reminding import nudge
from foundation.work.snoozing import snooze, wake
from foundation.work.stepping import Common, common_steps, preview_step, step_all, step_named
from foundation.work.table import key_of

Verb = Callable[..., list[BulkLine]]
OTHER = "steps"


@dataclass(frozen=True)
class Act:
    """What one can do with lines of any kind."""

    name: str
    icon: str
    form: type[ActForm]
    verb: Verb

    @property
    def label(self) -> Any:
        return self.form.title


ACTS = {
    act.name: act
    for act in (
        Act("nudge", "bell", NudgeForm, nudge),
        Act("hand_on", "user-plus", HandOnForm, hand_on),
        Act("snooze", "clock", SnoozeForm, snooze),
        Act("wake", "play", WakeForm, wake),
    )
}
STEPS = {"name": OTHER, "label": gettext_lazy("Other steps"), "icon": "ellipsis-horizontal"}


def bar_of(view: str) -> list[dict[str, Any]]:
    """The buttons below a list: in the view of what is snoozed it is taken up again, in the others put off."""
    left_out = "snooze" if view == "snoozed" else "wake"
    acts = [{"name": one.name, "label": one.label, "icon": one.icon} for one in ACTS.values() if one.name != left_out]
    return [*acts, STEPS]


class Choosing:
    """What was ticked and asked, as a POST says it: `row` keys, `step` the act, `seen` once its form was shown, `go`."""

    def __init__(self, data: QueryDict, actor: User, *, on: date) -> None:
        self.data, self.actor, self.on = data, actor, on
        self.asked = data.get("step", "")
        self.keys = list(dict.fromkeys(key for text in data.getlist("row") if (key := key_of(text)) is not None))
        self.refusal = ""

    @cached_property
    def lines(self) -> list[Line]:
        try:
            return chosen_lines(self.actor, self.keys, self.on)
        except ValidationError as error:
            self.refusal = error.messages[0]
            return []

    @property
    def act(self) -> Act | None:
        """An act on any line, or a step of a life cycle; None while one is to be chosen."""
        if self.asked in ACTS:
            return ACTS[self.asked]
        known = step_named(self.asked)
        if known is None:
            return None
        step = known[1]
        about = {"title": step.label, "submit": step.label, "__doc__": ReasonForm.__doc__}
        form = cast("type[ActForm]", type("StepActForm", (ReasonForm if step.needs_reason else ActForm,), about))
        return Act(self.asked, "arrow-right", form, partial(step_all, lines=self.lines, step=self.asked))

    @cached_property
    def steps(self) -> list[Common]:
        """The steps to choose from, where no act is chosen yet."""
        return common_steps(self.actor, self.lines, self.on) if self.act is None else []

    @cached_property
    def form(self) -> ActForm | None:
        act, typed = self.act, self.data if "seen" in self.data else None
        return act.form(typed, actor=self.actor, lines=self.lines, on=self.on) if act else None

    def take(self) -> list[BulkLine] | None:
        """Does it where it was said to go and the form is right; None otherwise, with the sentences on the form."""
        if "go" not in self.data or self.form is None or self.act is None or not self.lines:
            return None
        return submit(self.form, self._verb(self.act), actor=self.actor, on=self.on)

    @cached_property
    def outcome(self) -> list[BulkLine]:
        """What would become of each line: the verb itself is run, and everything it did taken back."""
        form, act = self.form, self.act
        if form is None or act is None or not self.lines:
            return []
        given = form.guess if not form.is_bound else form.cleaned_data if form.is_valid() else None
        if given is None:
            return []
        if act.name not in ACTS:
            return preview_step(actor=self.actor, lines=self.lines, step=act.name, on=self.on, **given)
        with transaction.atomic():
            try:
                return self._verb(act)(actor=self.actor, on=self.on, **given)
            except ValidationError as error:
                if form.is_bound:
                    form.add_error(None, error)
                return []
            finally:
                transaction.set_rollback(True)

    @property
    def changing(self) -> int:
        return sum(line.changes for line in self.outcome)

    @property
    def back(self) -> str:
        """The list as it was filtered."""
        query = QueryDict(self.data.get("query", "")[:2000]).urlencode()
        return f"{reverse('foundation:my_work')}?{query}" if query else reverse("foundation:my_work")

    def said(self, done: list[BulkLine]) -> str:
        changed = sum(line.changes for line in done)
        left = len(done) - changed
        words = ngettext("%(n)d line done", "%(n)d lines done", changed) % {"n": changed}
        kept = ngettext("%(n)d left as it was", "%(n)d left as they were", left) % {"n": left}
        return f"{words}, {kept}." if left else f"{words}."

    def _verb(self, act: Act) -> Verb:
        return partial(act.verb, keys=self.keys) if act.name in ACTS else act.verb
