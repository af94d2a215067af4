"""A certificate from the plan to its end, its suspensions and what was taken out of its scope."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import Build, EvidenceVersion, Framework, Process, ProductVersion
from certifications.models.bodies import CertificationBody, Scheme
from certifications.models.soa import StatementOfApplicability
from certifications.querysets import CertificateQuerySet, OfCertificateQuerySet, SuspensionQuerySet
from foundation.directory.models import Person, Site, Unit
from foundation.rows import Grading, Row

PREPARING = ["planned", "applied", "stage1_done", "major_open", "awaiting_decision"]
GRANTED = ["active", "suspended", "withdrawn", "expired", "lapsed", "superseded"]


class Certificate(Row):
    """What a body certifies of a unit; `decision_on` and the days that follow are those of its letter.

    Whether an expired one may be restored is computed (T-22), not stored.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        APPLIED = "applied", _("Applied for")
        STAGE1_DONE = "stage1_done", _("Stage 1 done")
        MAJOR_OPEN = "major_open", _("Major open after stage 2")
        AWAITING_DECISION = "awaiting_decision", _("Awaits the decision")
        ACTIVE = "active", _("Active")
        REFUSED = "refused", _("Refused")
        SUSPENDED = "suspended", _("Suspended")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")
        LAPSED = "lapsed", _("Lapsed")
        SUPERSEDED = "superseded", _("Superseded")

    class End(models.TextChoices):
        DATE = "date", _("Its last day is over")
        EDITION = "edition", _("Its edition has ended")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("what is certified"), max_length=200, help_text=_("Such as: Group ISMS."))
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("scheme"))
    edition = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("edition")
    )
    body = models.ForeignKey(
        CertificationBody, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("body")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("holder"))
    grading = models.CharField(_("confidentiality"), max_length=20, choices=Grading, default=Grading.INTERNAL)
    scope = models.TextField(_("scope"), max_length=4000, blank=True, help_text=_("As the certificate words it."))
    sites = models.ManyToManyField(Site, blank=True, related_name="certificates", verbose_name=_("sites"))
    processes = models.ManyToManyField(Process, blank=True, related_name="certificates", verbose_name=_("processes"))
    product_versions = models.ManyToManyField(
        ProductVersion, blank=True, related_name="certificates", verbose_name=_("product versions")
    )
    builds = models.ManyToManyField(Build, blank=True, related_name="certificates", verbose_name=_("builds"))
    tier = models.CharField(_("tier or level"), max_length=60, blank=True)
    predecessor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("follows")
    )
    soa = models.ForeignKey(
        StatementOfApplicability,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        editable=False,
        verbose_name=_("statement of applicability"),
    )

    applied_on = models.DateField(_("applied on"), null=True, blank=True, editable=False)
    stage1_on = models.DateField(_("stage 1 ended on"), null=True, blank=True, editable=False)
    stage1_concerns = models.TextField(_("areas of concern"), max_length=4000, blank=True, editable=False)
    stage2_by = models.DateField(_("stage 2 until"), null=True, blank=True, editable=False)
    stage2_on = models.DateField(_("stage 2 ended on"), null=True, blank=True, editable=False)
    cap_on = models.DateField(_("majors verified until"), null=True, blank=True, editable=False)

    number = models.CharField(_("certificate number"), max_length=60, blank=True, editable=False)
    decision_on = models.DateField(_("decided on"), null=True, blank=True, editable=False)
    effective_from = models.DateField(_("valid from"), null=True, blank=True, editable=False)
    expires_on = models.DateField(_("valid until"), null=True, blank=True, editable=False)
    initial_certified_on = models.DateField(_("first certified on"), null=True, blank=True, editable=False)
    file = models.ForeignKey(
        EvidenceVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("certificate"),
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PLANNED, editable=False)
    scope_reduced = models.BooleanField(_("scope reduced"), default=False, editable=False)
    superseded_on = models.DateField(_("superseded on"), null=True, blank=True, editable=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, editable=False)
    ended_by = models.CharField(_("ended because"), max_length=10, choices=End, blank=True, editable=False)
    ended_on = models.DateField(
        _("last day"), null=True, blank=True, editable=False, help_text=_("Of one that expired.")
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "-effective_from", "pk"]
        indexes = [
            models.Index(fields=["state", "expires_on"]),
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["state", "cap_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[*PREPARING, "refused", *GRANTED]),
                name="certificate_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=GRANTED)
                | models.Q(decision_on__isnull=False, effective_from__isnull=False, expires_on__isnull=False),
                name="granted_certificate_has_its_days",
                violation_error_message=_("A granted certificate has the day of its decision, a first and a last day."),
            ),
            models.CheckConstraint(
                condition=models.Q(effective_from__gte=models.F("decision_on")),
                name="certificate_begins_after_the_decision",
                violation_error_message=_("A certificate cannot begin before it was decided."),
            ),
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("effective_from")),
                name="certificate_ends_after_it_begins",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="withdrawn") | models.Q(withdrawn_on__isnull=False),
                name="withdrawn_on_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="superseded") | models.Q(superseded_on__isnull=False),
                name="superseded_on_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["expired", "lapsed"])
                | (models.Q(ended_by__in=["date", "edition"]) & models.Q(ended_on__isnull=False)),
                name="expired_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(predecessor=None) | ~models.Q(predecessor=models.F("pk")),
                name="certificate_follows_another",
                violation_error_message=_("A certificate cannot follow itself."),
            ),
            models.UniqueConstraint(
                fields=["body", "number", "decision_on"],
                condition=~models.Q(number=""),
                name="certificate_once",
                violation_error_message=_("This certificate is registered already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("certifications:certificate", args=[self.uuid])


class Suspension(Row):
    """From `since` until it is lifted or the certificate ends; `invalidates` is the rule of the scheme on that day."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="suspensions")
    since = models.DateField(_("suspended since"))
    decided_on = models.DateField(_("decided on"))
    limit_on = models.DateField(_("limit"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000)
    invalidates = models.BooleanField(_("not valid meanwhile"), default=True, editable=False)
    letter = models.ForeignKey(
        EvidenceVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("letter")
    )
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True, editable=False)
    lift_letter = models.ForeignKey(
        EvidenceVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    purchasers_told_on = models.DateField(_("purchasers told on"), null=True, blank=True, editable=False)
    purchasers_told_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ["certificate", "-since", "-pk"]
        indexes = [models.Index(fields=["lifted_on", "limit_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=models.Q(lifted_on=None),
                name="one_open_suspension",
                violation_error_message=_("This certificate is suspended already."),
            ),
            models.CheckConstraint(
                condition=models.Q(limit_on=None) | models.Q(limit_on__gte=models.F("since")),
                name="suspension_limit_after_its_start",
                violation_error_message=_("The limit cannot lie before the first day of the suspension."),
            ),
            models.CheckConstraint(
                condition=models.Q(lifted_on=None) | models.Q(lifted_on__gte=models.F("since")),
                name="lifted_after_it_was_suspended",
                violation_error_message=_("A suspension cannot be lifted before it began."),
            ),
            models.CheckConstraint(
                condition=models.Q(purchasers_told_on=None) | models.Q(purchasers_told_by__isnull=False),
                name="purchasers_told_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate.ref}, {self.since}"


class ScopeExclusion(Row):
    """What the body took out of the scope, from a day on: one site, process, product version or build."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="exclusions")
    from_on = models.DateField(_("out from"))
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    process = models.ForeignKey(Process, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    product_version = models.ForeignKey(
        ProductVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    build = models.ForeignKey(Build, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    letter = models.ForeignKey(EvidenceVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfCertificateQuerySet.as_manager()

    class Meta:
        ordering = ["certificate", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(site__isnull=False, process=None, product_version=None, build=None)
                    | models.Q(site=None, process__isnull=False, product_version=None, build=None)
                    | models.Q(site=None, process=None, product_version__isnull=False, build=None)
                    | models.Q(site=None, process=None, product_version=None, build__isnull=False)
                ),
                name="exclusion_is_of_one_thing",
                violation_error_message=_("Choose one site, process, product version or build."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["certificate", thing],
                    condition=models.Q(**{f"{thing}__isnull": False}),
                    name=f"excluded_once_{thing}",
                    violation_error_message=_("This is out of the scope already."),
                )
                for thing in ("site", "process", "product_version", "build")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate.ref}: {self.what}"

    @property
    def what(self) -> object:
        """What is out."""
        return self.site or self.process or self.product_version or self.build
