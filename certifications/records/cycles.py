"""The cycle on the page of a certificate: its audits, what is missing, and what threatens it."""

from datetime import date
from functools import cached_property
from typing import Any

from audits.models import Finding
from certifications.cycles import CycleView, Line, cycle_of, threats_to
from certifications.models import Certificate
from certifications.permissions import MANAGE_CERTIFICATES
from certifications.surveillance import Breach
from foundation.access import permits


class CycleRecord:
    """What one reader is shown of the cycle of a certificate."""

    def __init__(self, certificate: Certificate, *, user: Any, on: date) -> None:
        self.certificate, self.user, self.on = certificate, user, on

    @cached_property
    def view(self) -> CycleView:
        cycle = cycle_of(self.certificate, self.user)
        cycle.certificate = self.certificate
        return CycleView(cycle, on=self.on)

    @property
    def lines(self) -> list[Line]:
        return self.view.lines

    @property
    def breaches(self) -> list[Breach]:
        return self.view.breaches

    @cached_property
    def threats(self) -> list[Finding]:
        """Open majors with a limit that the reader may see, the nearest first."""
        if not any(line.audit is not None for line in self.lines):
            return []
        return list(threats_to([self.certificate], self.user))

    @property
    def may_manage(self) -> bool:
        return permits(self.user, MANAGE_CERTIFICATES, self.certificate)

    @property
    def may_plan(self) -> bool:
        return bool(self.view.to_plan) and self.may_manage
