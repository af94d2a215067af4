"""What audits add to the life cycle of processes: none is retired while something found in it is open."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from assurance.models import Process
from assurance.workflows import PROCESS
from audits.models import Finding
from foundation.directory.models import User
from foundation.refusals import Given, Refusal


def has_open_findings(row: Process, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Source: domain model, Process, step “retire”."""
    if Finding.objects.unsettled().filter(process=row).exists():
        return Refusal("findings", _("Findings in it are open. Close or move them first."))
    return None


PROCESS.add_guard("retire", has_open_findings)
