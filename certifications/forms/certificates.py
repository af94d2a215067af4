"""What is filled in to plan a certificate."""

from datetime import date
from typing import Any

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assurance.models import Build, Framework, Process, ProductVersion
from certifications.models import Certificate, CertificationBody, Scheme
from certifications.permissions import MANAGE_CERTIFICATES
from foundation.access import reach
from foundation.directory.models import Site, Unit, User
from foundation.forms import field_of, text_of

SEVERAL = ("sites", "processes", "product_versions", "builds")
ONE = ("scheme", "edition", "body", "predecessor")


def one(model: Any, label: Any, **options: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(model._default_manager.none(), to_field_name="uuid", label=label, **options)


def several(model: Any, label: Any) -> forms.ModelMultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.ModelMultipleChoiceField(
        model._default_manager.none(), to_field_name="uuid", label=label, widget=widget, required=False
    )


class CertificateForm(forms.Form):
    """The facts of a certificate until its body has decided."""

    title = field_of(Certificate, "title")
    scheme = one(Scheme, _("Scheme"))
    edition = one(Framework, _("Edition"), help_text=_("Of the framework that belongs to the scheme."))
    body = one(CertificationBody, _("Body"))
    tier = field_of(Certificate, "tier", required=False)
    predecessor = one(
        Certificate,
        _("Follows"),
        required=False,
        help_text=_("The certificate it takes the place of, if there is one."),
    )
    grading = field_of(Certificate, "grading")
    scope = text_of(Certificate, "scope", required=False)
    sites = several(Site, _("Sites"))
    processes = several(Process, _("Processes"))
    product_versions = several(ProductVersion, _("Product versions"))
    builds = several(Build, _("Builds"))

    def __init__(
        self, *args: Any, actor: User, certificate: Certificate | None = None, initial: Any = None, **kwargs: Any
    ) -> None:
        filled = {**(certificate_facts(certificate) if certificate else {}), **(initial or {})}
        super().__init__(*args, initial=filled, **kwargs)
        named = Q(pk=certificate.predecessor_id) if certificate else Q(pk=None)
        others = Certificate.objects.filter(reach(actor, *MANAGE_CERTIFICATES.names) | named)
        others = others.exclude(pk=certificate.pk if certificate else None)
        rows: dict[str, Any] = {
            "scheme": Scheme.objects.all(),
            "edition": Framework.objects.filter(title__in=Scheme.objects.values("family"), active=True),
            "body": CertificationBody.objects.all(),
            "predecessor": others.order_by("ref"),
            "sites": Site.objects.visible_to(actor).filter(closed_on=None),
            "processes": Process.objects.visible_to(actor).order_by("code"),
            "product_versions": ProductVersion.objects.visible_to(actor).select_related("product"),
            "builds": Build.objects.visible_to(actor).select_related("version__product"),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset


class NewCertificateForm(CertificateForm):
    """A new certificate, held by a unit."""

    unit = one(Unit, _("Holder"))
    field_order = ("title", "unit")

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        held = Unit.objects.filter(reach(actor, *MANAGE_CERTIFICATES.names, unit="")).active(on)
        self.fields["unit"].queryset = held.order_by("path")  # type: ignore[attr-defined]


def certificate_facts(certificate: Certificate) -> dict[str, Any]:
    """A certificate as the form shows it."""
    plain = {name: getattr(certificate, name) for name in ("title", "tier", "grading", "scope")}
    rows: dict[str, models.Model | None] = {name: getattr(certificate, name) for name in ONE}
    many = {name: list(getattr(certificate, name).values_list("uuid", flat=True)) for name in SEVERAL}
    return {**plain, **{name: getattr(row, "uuid", None) for name, row in rows.items()}, **many}
