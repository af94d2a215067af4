"""What search finds of audits, and what one can do from the palette."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from audits.models import (
    Audit,
    ChecklistTemplate,
    Finding,
    FindingTemplate,
    Programme,
    ProgrammeLine,
    Sample,
    WorkingPaper,
)
from audits.permissions import MANAGE_PROGRAMME, MANAGE_TEMPLATES, SCHEDULE_AUDIT, WORK_ON_AUDIT
from audits.querysets.terms import on_the_team
from foundation.access import holds
from foundation.search.offers import Act, ActOn, Searched, offer_acts, offer_search, whoever


def in_the_field(user: Any, on: date) -> QuerySet[Audit]:
    """The audits in their fieldwork on which one works oneself."""
    rows = Audit.objects.visible_to(user).filter(state=Audit.State.IN_PROGRESS)
    mine = Q(on_the_team(user)) | Q(lead=user.person_id, lead__isnull=False)
    return rows.filter(mine) if holds(user, *WORK_ON_AUDIT.names) else rows.none()


offer_search(
    Searched(
        "audit",
        _("Audits"),
        Audit,
        "audits:audit",
        "clipboard-document-check",
        "title",
        ref="ref",
        words=("organisation",),
        area="area__code",
        state="state",
        day="planned_start",
        order=10,
    ),
    Searched(
        "finding",
        _("Findings"),
        Finding,
        "audits:finding",
        "flag",
        "title",
        ref="ref",
        words=("external_ref", "statement"),
        area="process__area__code",
        state="state",
        day="raised_on",
        order=20,
    ),
    Searched(
        "programme",
        _("Audit programmes"),
        Programme,
        "audits:programme_record",
        "calendar-days",
        "title",
        words=("year",),
        state="state",
        order=45,
    ),
    Searched(
        "programme-line",
        _("Lines of programmes"),
        ProgrammeLine,
        "audits:line",
        "calendar",
        "title",
        area="area__code",
        day="anchor",
        with_rows_of="programme",
        is_minor=True,
        order=46,
    ),
    Searched(
        "working-paper",
        _("Working papers"),
        WorkingPaper,
        "audits:working_paper",
        "pencil-square",
        "title",
        ref="ref",
        unit="audit__unit",
        area="audit__area__code",
        day="at",
        order=47,
    ),
    Searched(
        "audit-sample",
        _("Samples"),
        Sample,
        "audits:sample",
        "beaker",
        "title",
        ref="ref",
        unit="audit__unit",
        area="audit__area__code",
        day="drawn_on",
        is_minor=True,
        order=48,
    ),
    Searched(
        "finding-template",
        _("Finding templates"),
        FindingTemplate,
        "audits:finding_template",
        "document-duplicate",
        "title",
        words=("statement",),
        unit="",
        roles=tuple(MANAGE_TEMPLATES.names),
        is_minor=True,
        order=80,
    ),
    Searched(
        "checklist-template",
        _("Checklist templates"),
        ChecklistTemplate,
        "audits:checklist_template",
        "list-bullet",
        "name",
        words=("purpose",),
        unit="",
        is_minor=True,
        order=81,
    ),
)
offer_acts(
    Act(
        "schedule-audit",
        _("Schedule an audit"),
        "audits:schedule",
        "calendar-days",
        whoever(SCHEDULE_AUDIT),
        also=_("plan new"),
        order=10,
    ),
    Act(
        "add-line",
        _("Add a line to the programme"),
        "audits:line_add",
        "calendar",
        whoever(MANAGE_PROGRAMME),
        also=_("plan audits every year"),
    ),
    ActOn(
        "log-finding",
        _("Log a finding in %(row)s"),
        "audit",
        "audits:fieldwork",
        "flag",
        in_the_field,
        also=_("fieldwork nonconformity observation"),
    ),
    ActOn(
        "write-paper", _("Write a working paper of %(row)s"), "audit", "audits:paper_add", "pencil-square", in_the_field
    ),
    ActOn("draw-sample", _("Draw a sample in %(row)s"), "audit", "audits:sample_add", "beaker", in_the_field),
)
