"""Fields of bodies that take a value of their own type only: no number for a text, no text for a number.

From multipart/form-data everything comes as text; there the same fields read the text.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

UUID_FORM = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
DAY_FORM = re.compile(r"\d{4}-\d{2}-\d{2}")
WRONG = {
    "text": _("Give a text."),
    "bool": _("Give true or false."),
    "int": _("Give a whole number."),
    "number": _("Give a number."),
    "day": _("Give a day as YYYY-MM-DD."),
    "uuid": _("Give a UUID."),
    "choice": _("Choose one of: %(choices)s."),
}


def is_sent_as_text(field: serializers.Field) -> bool:
    return bool(getattr(field.root, "sent_as_text", False))


class Text(serializers.CharField):
    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or "\x00" in data:
            raise serializers.ValidationError(WRONG["text"])
        return super().to_internal_value(data)


class Truth(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if is_sent_as_text(self) and data in ("true", "false"):
            return bool(data == "true")
        if not isinstance(data, bool):
            raise serializers.ValidationError(WRONG["bool"])
        return data


class Whole(serializers.IntegerField):
    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, float) and data.is_integer():
            data = int(data)  # JSON knows one kind of number
        as_text = is_sent_as_text(self) and isinstance(data, str)
        if not as_text and (isinstance(data, bool) or not isinstance(data, int)):
            raise serializers.ValidationError(WRONG["int"])
        return super().to_internal_value(data)


@extend_schema_field({"type": "number"})
class Number(serializers.Field):
    """A decimal number as JSON has it."""

    def to_internal_value(self, data: Any) -> Decimal:
        as_text = is_sent_as_text(self) and isinstance(data, str)
        if not as_text and (isinstance(data, bool) or not isinstance(data, int | float)):
            raise serializers.ValidationError(WRONG["number"])
        try:
            return Decimal(str(data))
        except InvalidOperation as error:
            raise serializers.ValidationError(WRONG["number"]) from error

    def to_representation(self, value: Any) -> float:
        return float(value)


class Day(serializers.DateField):
    def to_internal_value(self, value: Any) -> dt.date:
        if not isinstance(value, str) or not DAY_FORM.fullmatch(value) or not value.isascii():
            raise serializers.ValidationError(WRONG["day"])
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise serializers.ValidationError(WRONG["day"]) from error


class Id(serializers.UUIDField):
    """The uuid of a row; which rows it may name is the form's question."""

    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str) or not UUID_FORM.fullmatch(data):
            raise serializers.ValidationError(WRONG["uuid"])
        return UUID(data)


class Choice(serializers.ChoiceField):
    def to_internal_value(self, data: Any) -> Any:
        if data == "" and self.allow_blank:
            return ""
        for value in self.choices:
            if type(value) is type(data) and value == data:
                return value
            if is_sent_as_text(self) and isinstance(data, str) and str(value) == data:
                return value
        raise serializers.ValidationError(WRONG["choice"] % {"choices": ", ".join(map(str, self.choices))})
