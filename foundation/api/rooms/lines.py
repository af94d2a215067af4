"""What one does with lines of one's own My work: the same verbs as on its page."""

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api.bodies import body_of
from foundation.api.doors import Door, act
from foundation.api.fields import Text
from foundation.clock import today
from foundation.lists.bulk import BULK_LIMIT
from foundation.work.choosing import ACTS
from foundation.work.chosen import chosen_lines
from foundation.work.forms import HandOnForm, NudgeForm, SnoozeForm, WakeForm
from foundation.work.table import Key, key_of


def keys_field() -> serializers.Field:
    """The keys of lines, as the list gives them."""
    child = Text(max_length=100)
    return serializers.ListField(child=child, min_length=1, max_length=BULK_LIMIT, help_text="The `key` of each line.")


RemindBody = body_of(NudgeForm, "Nudge", lines=keys_field())
SnoozeBody = body_of(SnoozeForm, "Snooze", lines=keys_field())
WakeBody = body_of(WakeForm, "Wake", lines=keys_field())
HandOnBody = body_of(HandOnForm, "HandOn", lines=keys_field())


class ActedLineSerializer(serializers.Serializer):
    """A line: it was changed, or the refusal says why not."""

    key = serializers.CharField(source="row.key")
    changed = serializers.BooleanField(source="changes")
    refusal = serializers.SerializerMethodField()

    def get_refusal(self, line: Any) -> str:
        return "" if line.refusal is None else str(line.refusal)


class ActedSerializer(serializers.Serializer):
    """What became of the lines; those that are not in one's list are left out."""

    lines = ActedLineSerializer(many=True)


class WorkLines(Door):
    """Lines of one's My work, by their keys."""

    noun, tag = "work-line", "my-work"

    @act("remind", RemindBody, detail=False, gives=ActedSerializer)
    def remind(self, request: Request) -> Response:
        """Remind whoever holds the lines, with some words."""
        return self._done("nudge")

    @act("snooze", SnoozeBody, detail=False, gives=ActedSerializer)
    def snooze(self, request: Request) -> Response:
        """Put lines that one holds off until a day."""
        return self._done("snooze")

    @act("wake", WakeBody, detail=False, gives=ActedSerializer)
    def wake(self, request: Request) -> Response:
        """Take up again what one has put off."""
        return self._done("wake")

    @act("hand-on", HandOnBody, detail=False, gives=ActedSerializer)
    def hand_on(self, request: Request) -> Response:
        """Hand lines on to another person, as far as their rows have a way to one."""
        return self._done("hand_on")

    def _done(self, name: str) -> Response:
        on, keys = today(), self._keys()
        lines = chosen_lines(self.person, keys, on)
        given = self.cleaned(partial(ACTS[name].form, actor=self.person, lines=lines, on=on))
        given.pop("lines")
        done = ACTS[name].verb(actor=self.person, keys=keys, on=on, **given)
        return Response(ActedSerializer({"lines": done}).data)

    def _keys(self) -> list[Key]:
        _body, given = self.given()
        keys = [key_of(text) for text in given["lines"]]
        if None in keys:
            raise ValidationError({"lines": [_("Give keys as the list has them.")]})
        return [key for key in keys if key is not None]
