"""What each piece of evidence of the demonstration proves: a finding, an action, a question, an audit, a requirement."""

from collections.abc import Callable, Iterator, Mapping

from django.db import models

from assurance.demo import requirements
from assurance.models import Control
from audits.models import Audit, ChecklistItem, CorrectiveAction, Finding

Line = Mapping[str, str]
Target = tuple[models.Model, str]


def targets() -> Callable[[Line], Iterator[Target]]:
    """A function that gives the rows of a line of evidence, each with the purpose of the link."""
    known = requirements()
    findings = {finding.ref: finding for finding in Finding.objects.all()}
    actions = {(action.finding.ref, action.order): action for action in _actions()}
    audits = {audit.ref: audit for audit in Audit.objects.all()}
    items = {(item.audit.ref, item.number): item for item in _items()}

    def of(line: Line) -> Iterator[Target]:
        purpose = line["purpose"]
        if line["action"]:
            yield actions[line["finding"], int(line["action"])], purpose
        elif line["finding"]:
            yield findings[line["finding"]], purpose
        elif line["checklist_item"]:
            yield items[line["audit"], line["checklist_item"].replace("/", ".")], purpose
        elif purpose == "report":
            yield audits[line["audit"]], purpose
        else:
            met = known[line["framework"], line["requirement"]]
            yield met, purpose
            yield from ((control, "control") for control in Control.objects.filter(requirements=met)[:1])

    return of


def _actions() -> models.QuerySet[CorrectiveAction]:
    return CorrectiveAction.objects.select_related("finding")


def _items() -> models.QuerySet[ChecklistItem]:
    return ChecklistItem.objects.select_related("audit", "requirement")
