"""The address of the heat map: where its window stands, and the same page with something changed."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

NARROWS = ("area", "region", "framework", "family", "process", "requirement", "owner")


class Address:
    """What the address of a request asks for; `first` and `across` are the first row and column of the window."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.asked = request, request.GET
        self.first, self.across = self._number("from"), self._number("across")

    def url(self, **changes: Any) -> str:
        """This page with some parameters changed, from its first window on."""
        return f"{self.request.path}{self._query(changes)}"

    def list_url(self, **changes: Any) -> str:
        """The same cells as a list."""
        return f"{self._cells}{self._query({'rows': None, 'columns': None, **changes})}"

    @cached_property
    def _cells(self) -> str:
        return reverse("assurance:cells")

    def _query(self, changes: dict[str, Any]) -> str:
        kept = {name: self.asked.getlist(name) for name in ("rows", "columns", "status", *NARROWS)}
        wanted = {name: values for name, values in {**kept, **changes}.items() if values}
        return f"?{urlencode(wanted, doseq=True)}" if wanted else ""

    def _number(self, name: str) -> int:
        text = self.asked.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
