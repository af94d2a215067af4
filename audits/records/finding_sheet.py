"""What the finding sheet knows before anybody types: from the question, the audit and earlier findings."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from assurance.models import EvidenceLink, EvidenceVersion, Process, Requirement
from audits import dues
from audits.checklist import FINDING_TYPES, prefilled_type
from audits.forms.fieldwork import FindingForm
from audits.models import Audit, ChecklistItem, Finding, FindingTemplate
from audits.permissions import ISSUE_FINDING
from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User

MOST_REPEATS = 5


@dataclass
class Sheet:
    """One finding sheet. `sent` are POST and FILES of a form that was sent, `asked_type` the type the address asks for."""

    user: User
    audit: Audit
    item: ChecklistItem | None
    draft: Finding | None = None
    sent: tuple[Any, ...] = ()
    asked_type: str = ""

    @cached_property
    def on(self) -> date:
        return today(self.audit.unit)

    @cached_property
    def processes(self) -> list[Process]:
        return list(self.audit.processes.select_related("unit__calendar", "owner"))

    @cached_property
    def repeats(self) -> list[Finding]:
        """What it may repeat: visible nonconformities of other audits, of its requirement's family, in an audited area."""
        if self.about is None:
            return []
        earlier = Finding.objects.visible_to(self.user).exclude(audit=self.audit)
        areas = {process.area_id for process in self.processes}
        found = earlier.repeatable(self.about, areas=areas or {self.audit.area_id or 0}, on=self.on)
        return list(found.select_related("requirement")[:MOST_REPEATS])

    @property
    def repeat(self) -> Finding | None:
        """The likeliest of them."""
        return self.repeats[0] if self.repeats else None

    @cached_property
    def links(self) -> list[EvidenceLink]:
        rows = [row for row in (self.draft, self.item, self.audit) if row is not None]
        return list(EvidenceLink.objects.about_rows(*rows).for_list())

    def linked_to(self, row: Any) -> list[EvidenceVersion]:
        return [link.version for link in self.links if row is not None and link.subject_uuid == row.uuid]

    @property
    def is_sent(self) -> bool:
        """Whether it is to be saved; the button that fills in a template only shows the sheet again."""
        return bool(self.sent) and not self._chosen

    @property
    def _chosen(self) -> bool:
        return bool(self.sent) and self.sent[0].get("then") == "fill"

    @cached_property
    def about(self) -> Requirement | None:
        return (self.draft or self.item).requirement  # type: ignore[union-attr]

    @cached_property
    def templates(self) -> list[FindingTemplate]:
        """What this finding may start from."""
        return list(FindingTemplate.objects.visible_to(self.user).fitting(self.about)) if self.about else []

    @cached_property
    def logged(self) -> list[Finding]:
        """What this audit has logged against the same requirement already."""
        here = Finding.objects.visible_to(self.user).filter(audit=self.audit, requirement=self.about)
        return list(
            here.exclude(state=Finding.State.VOID).exclude(pk=self.draft.pk if self.draft else None).order_by("ref")
        )

    @property
    def _data(self) -> tuple[Any, ...]:
        """What was sent, with the texts of a chosen template where nothing was typed."""
        if not self._chosen:
            return self.sent
        data, files = self.sent[0].copy(), self.sent[1]
        chosen = next((one for one in self.templates if str(one.uuid) == data.get("template")), None)
        for field, text in _texts(chosen).items():
            data[field] = data.get(field, "").strip() or text
        return data, files

    @cached_property
    def form(self) -> FindingForm:
        form = self._form()
        if self._chosen:
            form.full_clean()
            form.errors.clear()
        return form

    def _form(self) -> FindingForm:
        return FindingForm(
            *self._data,
            instance=self.draft,
            initial=self.known,
            actor=self.user,
            unit=self.audit.unit,
            offered=list({link.version_id: link.version for link in self.links}.values()),
            on=self.on,
            processes=self.processes,
            repeats=self.repeats,
        )

    @property
    def likely_process(self) -> Process | None:
        """Where the same requirement failed before, if that is audited here; else the first process of the audit."""
        failed = self.repeat.process_id if self.repeat else None
        first = self.processes[0] if self.processes else None
        return next((process for process in self.processes if process.pk == failed), first)

    @property
    def known(self) -> dict[str, Any]:
        """What is filled in before anybody types; a draft brings its own."""
        if self.draft is not None:
            linked = self.linked_to(self.draft)
            chosen = next((one.uuid for one in self.repeats if one.pk == self.draft.repeat_of_id), None)
            return {"linked": linked, "evidence": linked, "repeat_of": chosen}
        item, repeat, process = self.item, self.repeat, self.likely_process
        known = item.requirement_id if item else None
        here = (known, process.pk) if process else None
        again = repeat is not None and (repeat.requirement_id, repeat.process_id) == here
        return {
            "type": prefilled_type(item, self.asked_type) if item else Finding.Type.MINOR,
            "process": process,
            "owner": process.owner_id if process else self.audit.unit.accountable_officer_id,
            "objective_evidence": item.note if item else "",
            "repeat_of": repeat.uuid if repeat and again else None,
            "evidence": self.linked_to(item),
        }

    @property
    def context(self) -> dict[str, Any]:
        kind = self.form["type"].value() or Finding.Type.MINOR
        process = next((one for one in self.processes if str(one.pk) == str(self.form["process"].value())), None)
        back = self.item or self.draft or self.audit
        return {
            "form": self.form,
            "audit": self.audit,
            "item": self.item,
            "draft": self.draft,
            "back": back.get_absolute_url(),
            "types": FINDING_TYPES,
            "repeats": self.repeats,
            "requirement": self.about,
            "templates": self.templates,
            "logged": self.logged,
            "dues_url": reverse("audits:finding_dues", args=[self.audit.uuid]),
            **dates(self.audit, process, kind, on=self.on),
            **may_issue(self.user, self.audit, kind),
        }


def _texts(template: FindingTemplate | None) -> dict[str, str]:
    """The fields of the sheet that a template fills."""
    return {"statement": template.statement, "objective_evidence": template.evidence} if template else {}


def dates(audit: Audit, process: Process | None, kind: str, *, on: date) -> dict[str, Any]:
    """The dates by the calendar of the audited unit (two queries)."""
    unit = process.unit if process else audit.unit
    proposed = dues.proposed(kind, unit, on=on) if kind in Finding.Type.values else []
    return {"dues": [(dues.STEPS[due.step], due) for due in proposed], "calendar": unit.calendar, "today": on}


def may_issue(user: User, audit: Audit, kind: str) -> dict[str, Any]:
    """Whether the sheet offers to issue at once, which only a major allows before the report."""
    return {"may_issue": kind == Finding.Type.MAJOR and permits(user, ISSUE_FINDING, audit), "kind": kind}
