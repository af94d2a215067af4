"""Calendars, single holidays, and holidays out of a file: read first, added after a look."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.directory.forms.choices import day_field
from foundation.directory.holiday_files import MAX_BYTES, Reading, read_holidays
from foundation.directory.models import Calendar, Holiday
from foundation.forms import field_of


class CalendarForm(forms.Form):
    name = field_of(Calendar, "name")
    code = field_of(Calendar, "code")


class HolidayForm(forms.Form):
    day = day_field(gettext_lazy("Day"))
    name = field_of(Holiday, "name")

    def clean(self) -> dict[str, Any]:
        """One day as the verb takes many."""
        cleaned = super().clean() or self.cleaned_data
        if "day" in cleaned and "name" in cleaned:
            return {"days": {cleaned["day"]: cleaned["name"]}}
        return cleaned


class ImportForm(forms.Form):
    """A file with holidays; `cleaned_data["reading"]` says what stands in it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("iCalendar (.ics) or CSV with a day and a name on each line, at most one megabyte."),
        widget=forms.FileInput(attrs={"accept": ".ics,.csv,.txt", "data-max-bytes": MAX_BYTES}),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        if upload is not None:
            cleaned["reading"] = self._read(upload)
        return cleaned

    def _read(self, upload: Any) -> Reading:
        if upload.size > MAX_BYTES:
            raise ValidationError({"file": _("This file is larger than a megabyte.")})
        reading = read_holidays(upload.read(), on=self.on)
        if not reading.days:
            raise ValidationError({"file": reading.wrong[:20]})
        return reading


class DaysForm(forms.Form):
    """The days that were shown, as lines of a table; they are read again, for nothing sent is trusted."""

    days = forms.CharField(widget=forms.HiddenInput, max_length=MAX_BYTES)
    source = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_days(self) -> dict[date, str]:
        reading = read_holidays(self.cleaned_data["days"].encode(), on=self.on)
        if reading.wrong or not reading.days:
            raise ValidationError(reading.wrong[:20])
        return reading.days
