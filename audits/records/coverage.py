"""The heat map of coverage: areas by regions, each box with its last and its next audit, and what no audit reaches."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from assurance.models import Area, Framework, Requirement
from audits.coverage import Box, Share, coverage, gaps, shares
from audits.models import Audit
from foundation.directory.models import User
from foundation.words import day


@dataclass(frozen=True)
class Cell:
    """A box of the heat map: how it stands, in words and tone, and the address of the audits it counts."""

    box: Box
    url: str

    @property
    def state(self) -> str:
        """covered, planned (only ahead), gap, or empty where nothing has to be audited and nothing was."""
        if self.box.last is not None:
            return "covered"
        if self.box.next is not None:
            return "planned"
        return "gap" if self.box.needed else "empty"

    @property
    def tone(self) -> str:
        return {"covered": "good", "planned": "warn", "gap": "bad", "empty": "mute"}[self.state]

    @property
    def icon(self) -> str:
        return {"covered": "check", "planned": "clock", "gap": "exclamation-circle", "empty": "minus-circle"}[
            self.state
        ]

    @property
    def first_line(self) -> str:
        if self.box.last is not None:
            return day(self.box.last)
        return _("only planned") if self.box.next is not None else _("uncovered")

    @property
    def second_line(self) -> str:
        return _("planned for %(day)s") % {"day": day(self.box.next)} if self.box.next else ""


class CoverageRecord:
    """What the page of coverage shows to one reader; `framework` narrows it to audits against one, by its code."""

    def __init__(self, *, user: User, framework: str, on: date) -> None:
        self.user, self.framework, self.on = user, framework, on
        self.frameworks = list(Framework.objects.visible_to(user).in_force(on).order_by("code"))
        self.boxes = coverage(Audit.objects.counted_for(user), framework=framework, on=on)

    @cached_property
    def regions(self) -> list[tuple[str, str]]:
        """Code and name of every region that has a box with something in it."""
        named: dict[str, str] = {}
        for box in self.boxes.values():
            named[box.region] = box.region_name or named.get(box.region, box.region)
        return sorted(named.items())

    @property
    def rows(self) -> list[tuple[object, list[Cell]]]:
        return [
            (Area.Code(code).label, [self._cell(code, region) for region, _name in self.regions]) for code in Area.Code
        ]

    def _cell(self, area: str, region: str) -> Cell:
        query = {"covers": f"{area}:{region}", **({"framework": self.framework} if self.framework else {})}
        box = self.boxes.get((area, region)) or Box(area, region)
        return Cell(box, f"{reverse('audits:audits')}?{urlencode(query)}")

    @property
    def gaps(self) -> list[Box]:
        return gaps(self.boxes.values())

    @cached_property
    def shares(self) -> list[Share]:
        """Clauses and controls of the frameworks in force, of one alone where the page is narrowed to it."""
        codes = [row.code for row in self.frameworks if self.framework in ("", row.code)]
        asked = Requirement.objects.visible_to(self.user).filter(framework__code__in=codes)
        return shares(Audit.objects.counted_for(self.user), asked, on=self.on)

    @property
    def tabs(self) -> list[dict[str, object]]:
        here = reverse("audits:coverage")
        tabs: list[dict[str, object]] = [{"label": _("Any framework"), "url": here, "current": not self.framework}]
        for row in self.frameworks:
            url, current = f"{here}?framework={row.code}", row.code == self.framework
            tabs.append({"label": row.code, "url": url, "current": current})
        return tabs
