"""A grant, the rules that say what it shows, and that its grantee has read the rules of the room."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion
from audits.models import Audit
from certifications.querysets import GrantQuerySet
from foundation.directory.models import Unit
from foundation.networks import network_lines
from foundation.rows import About, Grading, Row


class Grant(Row):
    """What one outside account may see, from the first day to the end of the last one in the host unit's zone."""

    class Kind(models.TextChoices):
        CERTIFIER = "certifier", _("Certifier")
        CUSTOMER_AUDITOR = "customer_auditor", _("Customer's auditor")
        INSPECTOR = "inspector", _("Inspector")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waits for approval")
        APPROVED = "approved", _("Approved, not begun")
        LIVE = "live", _("Live")
        EXPIRED = "expired", _("Ended")
        REVOKED = "revoked", _("Revoked")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    CEILINGS = (Grading.PUBLIC, Grading.INTERNAL, Grading.CONFIDENTIAL)

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    grantee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants", verbose_name=_("account")
    )
    organisation = models.CharField(_("organisation"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.CERTIFIER)
    purpose = models.CharField(
        _("purpose"), max_length=200, help_text=_("What they come for. They read this sentence in their room.")
    )
    audit = models.ForeignKey(
        Audit, on_delete=models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("engagement")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants", verbose_name=_("host unit"))
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(_("last day"))
    nda = models.ForeignKey(
        EvidenceVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agreement on confidentiality"),
    )
    max_grading = models.CharField(
        _("shows up to"),
        max_length=20,
        choices=[(one.value, one.label) for one in CEILINGS],
        default=Grading.INTERNAL,
        help_text=_("What is graded higher stays closed, whatever else is chosen. Confidential needs counsel too."),
    )
    allow_download = models.BooleanField(_("files may be taken away"), default=False)
    watermark = models.BooleanField(_("name, organisation and time on every page and file name"), default=True)
    follow = models.BooleanField(
        _("follows new evidence"),
        default=False,
        help_text=_("What is accepted later for a shown finding or control is shown too. Otherwise the scope stands."),
    )
    cut_off = models.DateField(
        _("evidence up to"),
        null=True,
        blank=True,
        help_text=_("Evidence that speaks for a later day, or is accepted later, stays closed. Empty: no such day."),
    )
    networks = models.TextField(
        _("entered from"),
        blank=True,
        max_length=2000,
        validators=[network_lines],
        help_text=_("Addresses and networks, one a line, such as 198.51.100.0/24. Empty: from anywhere."),
    )
    renews = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewals", editable=False
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    from_at = models.DateTimeField(null=True, blank=True, editable=False)
    until_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["unit", "state"]), models.Index(fields=["state", "until_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["draft", "submitted", "approved", "live", "expired", "revoked", "withdrawn"]
                ),
                name="grant_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")),
                name="grant_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(cut_off=None) | models.Q(cut_off__lte=models.F("valid_until")),
                name="grant_cut_off_within_its_days",
                violation_error_message=_("Evidence cannot be shown up to a day after the last one."),
            ),
            models.CheckConstraint(
                condition=models.Q(max_grading__in=["public", "internal", "confidential"]),
                name="no_grant_shows_secrets",
                violation_error_message=_("Nothing secret is shown to people outside."),
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("requested_by")),
                name="nobody_approves_their_own_grant",
                violation_error_message=_("You asked for this yourself. Another officer has to decide."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "live"])
                | models.Q(approved_by__isnull=False, from_at__isnull=False, until_at__isnull=False),
                name="open_grants_are_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("certifications:grant", args=[self.uuid])


class GrantRule(Row, About):
    """One thing that a grant shows, with what belongs to it."""

    class Kind(models.TextChoices):
        AUDIT = "audit", _("An audit with its findings and report")
        AUDIT_EVIDENCE = "audit_evidence", _("The evidence of an audit's findings")
        FINDING = "finding", _("A finding")
        FINDING_EVIDENCE = "finding_evidence", _("The evidence of a finding")
        SOA = "soa", _("A version of a statement of applicability")
        EVIDENCE = "evidence", _("A piece of evidence")
        FRAMEWORK = "framework", _("A framework with its requirements")
        FRAMEWORK_CONTROLS = "framework_controls", _("The controls that meet a framework, and their evidence")
        FRAMEWORK_FINDINGS = "framework_findings", _("Earlier findings against a framework")
        PROCESS = "process", _("A process")
        CERTIFICATE = "certificate", _("A certificate")

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="rules")  # a part of the grant
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        ordering = ["grant", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "kind", "subject_type", "subject_uuid"],
                name="granted_by_one_rule",
                violation_error_message=_("This is in the grant already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.grant.ref}: {self.get_kind_display()}"


class Acknowledgement(Row):
    """The grantee has read the rules of the room and the agreement; `nda_sha256` says which bytes."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rules = models.CharField(max_length=20)
    nda_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "user", "rules"],
                name="acknowledged_once",
                violation_error_message=_("You have acknowledged these rules already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.grant.ref}: {self.user}"
