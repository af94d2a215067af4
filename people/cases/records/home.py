"""The first page: what somebody works on, and what concerns them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation.access import Role, holds, permits
from foundation.directory.models import User
from foundation.words import day
from people.cases.models import Case
from people.cases.permissions import SEE_OPENINGS, SEE_STATISTICS, TAKE_REPORT
from people.cases.records.own import standing_of_report, standing_of_subject

SHOWN = 100
WORKERS = (Role.CASE, Role.INVEST, Role.DECIDE, Role.PANEL, Role.LEG, Role.HR)
PAGES = (
    ("home", gettext_lazy("My cases"), None),
    ("numbers", gettext_lazy("Numbers"), SEE_STATISTICS),
    ("openings", gettext_lazy("Opened names"), SEE_OPENINGS),
)


def desk_pages(user: User, current: str) -> list[dict[str, Any]]:
    """The pages of this place that the reader may open."""
    return [
        {"label": label, "url": reverse(f"cases:{name}"), "current": name == current}
        for name, label, permission in PAGES
        if permission is None or permits(user, permission)
    ]


@dataclass(frozen=True)
class Line:
    """Something that concerns the reader: a report of theirs, or a matter about them."""

    title: str
    words: str
    url: str
    icon: str
    tone: str


class Desk:
    """What stands on the first page of one person."""

    def __init__(self, user: User, *, on: date) -> None:
        self.user, self.on = user, on

    @property
    def works(self) -> bool:
        """Whether the reader can be named to a case at all."""
        return holds(self.user, *WORKERS)

    @property
    def takes(self) -> bool:
        """Whether the reader writes down what others report."""
        return permits(self.user, TAKE_REPORT)

    @cached_property
    def cases(self) -> list[Case]:
        """The newest cases the reader works on, each with the next day that counts."""
        rows = Case.objects.visible_to(self.user).for_list()
        return list(rows.annotate(next_due=Min("dues__due_on", filter=Q(dues__done_on=None)))[:SHOWN])

    @property
    def counted(self) -> str:
        n = len(self.cases)
        return ngettext("%(n)d case", "%(n)d cases", n) % {"n": n}

    @cached_property
    def own(self) -> list[Line]:
        """Reports of the reader and matters about them; two queries."""
        reports = [
            Line(
                _("Your report of %(day)s") % {"day": day(case.reported_on)},
                standing_of_report(case),
                reverse("cases:own_report", args=[case.uuid]),
                "megaphone",
                "info",
            )
            for case in Case.objects.as_reporter(self.user).order_by("-reported_on", "-pk")
        ]
        matters = [
            Line(
                _("A matter about you"),
                standing_of_subject(case),
                reverse("cases:own_case", args=[case.uuid]),
                "scale",
                "warn",
            )
            for case in Case.objects.as_subject(self.user).order_by("-reported_on", "-pk")
        ]
        return [*matters, *reports]
