"""What is filled in to ask for a room: for whom, for how long, under which agreement, and what it shows."""

import re
from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import Evidence, EvidenceVersion, Framework, Process
from audits.models import Audit, Finding
from certifications.models import Certificate, Grant, GrantRule, StatementOfApplicability
from certifications.permissions import REQUEST_GRANT
from foundation.access import units_of
from foundation.directory.models import Unit, User
from foundation.forms import day_of, field_of

K = GrantRule.Kind
AGREEMENTS = ("document", "letter")  # kinds of evidence that an agreement is kept as
SCOPE = (
    "audits",
    "audit_evidence",
    "soas",
    "frameworks",
    "framework_controls",
    "framework_findings",
    "processes",
    "certificates",
    "others",
)
PLAIN = (
    "kind",
    "purpose",
    "valid_from",
    "valid_until",
    "max_grading",
    "allow_download",
    "watermark",
    "follow",
    "cut_off",
    "networks",
)
Several = forms.ModelMultipleChoiceField


def ticks(model: type[models.Model], label: Any, **options: Any) -> Several:
    """Rows of a table, each with a tick."""
    widget = forms.CheckboxSelectMultiple
    return Several(
        model._default_manager.none(), to_field_name="uuid", label=label, widget=widget, required=False, **options
    )


class GrantForm(forms.Form):
    """The request; the button `preview` shows what would be visible and saves nothing. `rules` is its clean scope."""

    grantee = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="uuid",
        label=gettext_lazy("Account"),
        help_text=gettext_lazy("Administration opens accounts for people outside; they are invited when you approve."),
    )
    kind = field_of(Grant, "kind")
    purpose = field_of(Grant, "purpose")
    audit = forms.ModelChoiceField(
        Audit.objects.none(), to_field_name="uuid", required=False, label=gettext_lazy("Engagement, if it is an audit")
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        to_field_name="uuid",
        label=gettext_lazy("Host unit"),
        help_text=gettext_lazy("Days begin and end in its time zone, and its officers decide."),
    )
    valid_from = day_of(Grant, "valid_from")
    valid_until = day_of(Grant, "valid_until")
    nda = forms.ModelChoiceField(
        EvidenceVersion.objects.none(),
        to_field_name="uuid",
        required=False,
        label=gettext_lazy("Agreement on confidentiality"),
        help_text=gettext_lazy("Accepted evidence. It has to hold on every day; without one nobody can approve."),
    )
    audits = ticks(Audit, gettext_lazy("Audits, with their findings and reports"))
    audit_evidence = forms.BooleanField(label=gettext_lazy("also the evidence of their findings"), required=False)
    frameworks = ticks(Framework, gettext_lazy("Frameworks, with their requirements"))
    framework_controls = forms.BooleanField(
        label=gettext_lazy("also the controls that meet them, and their evidence"), required=False
    )
    framework_findings = forms.BooleanField(
        label=gettext_lazy("also earlier findings against them"),
        help_text=gettext_lazy("Issued in any audit of the house or of their own organisation."),
        required=False,
    )
    certificates = ticks(Certificate, gettext_lazy("Certificates of their own body"))
    processes = ticks(Process, gettext_lazy("Processes"))
    soas = ticks(
        StatementOfApplicability,
        gettext_lazy("Statements of applicability"),
        help_text=gettext_lazy("Approved versions; each shows itself alone, not what comes after it."),
    )
    others = forms.CharField(
        label=gettext_lazy("Single findings and pieces of evidence"),
        help_text=gettext_lazy("By reference, such as F-2026-0031 EV-0344. A finding comes with its evidence."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    max_grading = field_of(Grant, "max_grading")
    allow_download = field_of(Grant, "allow_download", required=False)
    watermark = field_of(Grant, "watermark", required=False)
    follow = field_of(Grant, "follow", required=False)
    cut_off = day_of(Grant, "cut_off", required=False)
    networks = field_of(Grant, "networks", required=False)

    def __init__(self, *args: Any, actor: User, on: date, grant: Grant | None = None, **kwargs: Any) -> None:
        initial = {**(filled(grant) if grant else {"watermark": True}), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.actor, self.on = actor, on
        units = units_of(actor, *REQUEST_GRANT.names)
        below = models.Q(pk__in=[])
        for unit in units:
            below |= models.Q(path__startswith=unit.path)
        outside = User.objects.filter(kind=User.Kind.OUTSIDE, is_active=True).order_by("organisation", "name")
        held = Audit.objects.visible_to(actor).exclude(state="cancelled").order_by("-planned_start")
        rows: dict[str, Any] = {
            "grantee": outside,
            "audit": held,
            "unit": Unit.objects.filter(below).active(on).order_by("path"),
            "nda": agreements(actor, on),
            "audits": held,
            "frameworks": Framework.objects.visible_to(actor),
            "soas": StatementOfApplicability.objects.visible_to(actor).frozen().order_by("ref", "-number"),
            "processes": Process.objects.visible_to(actor),
            "certificates": Certificate.objects.visible_to(actor).order_by("ref"),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset
        self.fields["networks"].widget.attrs["rows"] = 3
        self.fields["grantee"].label_from_instance = lambda user: f"{user.name}, {user.organisation}"

    def clean_others(self) -> list[tuple[str, models.Model]]:
        """The findings and pieces of evidence by their references, as far as the person asking sees them."""
        wanted = [word for word in re.split(r"[\s,;]+", self.cleaned_data["others"]) if word]
        findings = {row.ref: row for row in Finding.objects.visible_to(self.actor).filter(ref__in=wanted)}
        pieces = {row.ref: row for row in Evidence.objects.visible_to(self.actor).filter(ref__in=wanted)}
        unknown = [word for word in wanted if word not in findings and word not in pieces]
        if unknown:
            raise forms.ValidationError(_("There is no %(refs)s that you may see.") % {"refs": ", ".join(unknown)})
        singles: list[tuple[str, models.Model]] = [(K.EVIDENCE, row) for row in pieces.values()]
        return singles + [(kind, row) for row in findings.values() for kind in (K.FINDING, K.FINDING_EVIDENCE)]

    def clean(self) -> dict[str, Any]:
        """Replaces what was ticked by `rules`, pairs of a kind and a row."""
        cleaned = super().clean() or self.cleaned_data
        chosen = {name: cleaned.pop(name, None) or () for name in SCOPE}
        rules: list[tuple[str, models.Model]] = list(chosen["others"])
        for kind, rows, wanted in (
            (K.AUDIT, "audits", True),
            (K.AUDIT_EVIDENCE, "audits", chosen["audit_evidence"]),
            (K.SOA, "soas", True),
            (K.FRAMEWORK, "frameworks", True),
            (K.FRAMEWORK_CONTROLS, "frameworks", chosen["framework_controls"]),
            (K.FRAMEWORK_FINDINGS, "frameworks", chosen["framework_findings"]),
            (K.PROCESS, "processes", True),
            (K.CERTIFICATE, "certificates", True),
        ):
            rules += [(kind, row) for row in chosen[rows]] if wanted else []
        return {**cleaned, "rules": rules}


def agreements(actor: User, on: date) -> models.QuerySet[EvidenceVersion]:
    """Accepted documents and letters that still hold."""
    accepted = EvidenceVersion.objects.visible_to(actor).accepted().filter(evidence__kind__in=AGREEMENTS)
    holding = accepted.filter(models.Q(valid_until=None) | models.Q(valid_until__gte=on))
    return holding.select_related("evidence").order_by("evidence__title", "-number")


def filled(grant: Grant) -> dict[str, Any]:
    """A grant as the form shows it."""
    uuids: dict[str, list[Any]] = {kind: [] for kind in K.values}
    for rule in grant.rules.all():
        uuids[rule.kind].append(rule.subject_uuid)
    refs = [*Finding.objects.filter(uuid__in=uuids[K.FINDING]).values_list("ref", flat=True)]
    refs += Evidence.objects.filter(uuid__in=uuids[K.EVIDENCE]).values_list("ref", flat=True)
    rows = {name: getattr(grant, name) for name in ("grantee", "audit", "unit", "nda")}
    return {
        **{name: getattr(grant, name) for name in PLAIN},
        **{name: row.uuid if row else None for name, row in rows.items()},
        "audits": uuids[K.AUDIT],
        "audit_evidence": bool(uuids[K.AUDIT_EVIDENCE]),
        "soas": uuids[K.SOA],
        "frameworks": uuids[K.FRAMEWORK],
        "framework_controls": bool(uuids[K.FRAMEWORK_CONTROLS]),
        "framework_findings": bool(uuids[K.FRAMEWORK_FINDINGS]),
        "processes": uuids[K.PROCESS],
        "certificates": uuids[K.CERTIFICATE],
        "others": " ".join(refs),
    }
