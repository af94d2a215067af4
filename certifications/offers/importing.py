"""Certificates as rows of a file: new ones are taken over with their days and states, others stay as they are."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from certifications.actions import load_certificate
from certifications.models import Certificate, Cycle, CycleAudit, EarlierAudit, Suspension
from certifications.permissions import LOAD_CERTIFICATES
from foundation.access import Role, reach
from foundation.directory.importing import unit_field
from foundation.directory.models import User
from foundation.imports import Choice, Day, Importable, Link, Text, offer_imports

ROLE = CycleAudit.Role


class Remark(Text):
    """What is said once, when the certificate comes; it is in its story, not in the row."""

    def means(self, row: Any, text: str) -> bool:
        return True


def of_officer(actor: User) -> Any:
    rows = Certificate.objects.all()
    return rows if actor.kind == User.Kind.ROBOT else rows.filter(reach(actor, Role.CO))


def certificates(actor: User) -> Any:
    """Adds what is kept beside the certificate: `suspended_on`, `surveillance_1`, `surveillance_2`."""
    held = EarlierAudit.objects.filter(cycle__certificate=OuterRef("pk")).order_by("pk")
    since = Suspension.objects.filter(certificate=OuterRef("pk")).order_by("-since").values("since")[:1]
    return (
        of_officer(actor)
        .select_related("scheme", "edition", "body", "unit", "predecessor")
        .annotate(
            suspended_on=Subquery(since),
            surveillance_1=Subquery(held.filter(role=ROLE.SURVEILLANCE1).values("ended_on")[:1]),
            surveillance_2=Subquery(held.filter(role=ROLE.SURVEILLANCE2).values("ended_on")[:1]),
        )
    )


def parts_of(rows: QuerySet) -> list[QuerySet]:
    return [
        EarlierAudit.objects.filter(cycle__certificate__in=rows),
        Cycle.objects.filter(certificate__in=rows),
        Suspension.objects.filter(certificate__in=rows),
    ]


def new_certificate(
    *, actor: User, on: date, source: str, values: dict[str, Any], texts: dict[str, str]
) -> Certificate:
    return load_certificate(actor=actor, line={**texts, "line": ""}, today=on, source=source)


FIELDS = (
    Text("ref", _("Certificate"), _("Its reference; by it a certificate is known."), ("ref", "reference"), "C-2027-09",
         required=True, longest=20, leading=True),
    Text("subject", _("What is certified"), names=("title", "subject"), example="Group ISMS", required=True,
         longest=200, of="title"),
    Text("scheme", _("Scheme"), _("Name or code of a scheme that is here, or that comes with Attest."),
         example="ISO/IEC 27001", required=True, also=("scheme.code", "scheme.name")),
    Text("edition", _("Edition"), _("Such as 2022; it is added where it is new."), example="2022", required=True,
         of="edition.edition", also=("edition",)),
    Text("body", _("Body"), _("The certification body by its name; it is added where it is new."),
         ("certification body",), "Norrvik Assurance", required=True, of="body.name"),
    unit_field(label=_("Holder"), help=_("Code or name of a unit; empty: the whole organisation."), names=("unit",)),
    Text("number", _("Number"), longest=60),
    Text("tier", _("Tier or level"), longest=60),
    Text("scope", _("Scope"), _("As the certificate words it."), longest=4000),
    Choice("status", _("State"), names=("status",), of="state", example="Active", required=True,
           options=lambda: Certificate.State.choices),
    Day("decision", _("Decided on"), names=("decision",), of="decision_on", required=True, example="2027-01-11"),
    Day("effective_from", _("Valid from"), required=True, example="2027-01-15"),
    Day("expires", _("Valid until"), names=("expires",), of="expires_on", required=True, example="2030-01-14"),
    Day("withdrawn_on", _("Withdrawn on"), _("Needed of a withdrawn one.")),
    Day("superseded_on", _("Superseded on"), _("Of a superseded one; empty: the day after its last.")),
    Day("suspended_on", _("Suspended on"), _("Needed of a suspended one.")),
    Day("surveillance_1", _("First surveillance held on"), names=("surveillance 1",)),
    Day("surveillance_2", _("Second surveillance held on"), names=("surveillance 2",)),
    Link("predecessor", _("Follows"), _("Reference of the one before, here or in the same file."), ("predecessor",),
         rows=of_officer, key="ref", others=(), within=True),
    Remark("note", _("Remark"), _("It goes into the story of a new certificate."), ("note",), longest=1000),
)  # fmt: skip
offer_imports(
    Importable(
        "certificates",
        _("Certificates"),
        _("Certificates that were kept elsewhere, with their days and states; one that is here stays as it is."),
        "check-badge",
        LOAD_CERTIFICATES,
        FIELDS,
        ("ref",),
        Certificate,
        certificates,
        add=new_certificate,
        list_url="certifications:certificates",
        with_it=parts_of,
        order=70,
    )
)
