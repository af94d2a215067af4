"""Inspections by authorities: of one build or one delivery service, from the request to the authority's result."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import Build, EvidenceVersion
from assurance.models.products import SHA256, SHA256_WORDS
from audits.models import Audit
from certifications.models.authorities import AuthorisingAuthority
from certifications.models.centres import Centre
from certifications.models.inspectors import InspectorAuthorisation
from certifications.models.services import DeliveryService
from certifications.querysets import InspectionQuerySet
from foundation.directory.models import Person, Site, Unit
from foundation.rows import Grading, Row


class Inspection(Row):
    """An inspection; from the day it is scheduled it has its audit, which takes its findings."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("Documents")
        SOURCE_REVIEW = "source_review", _("Review of source code")
        BUILD_EQUIVALENCE = "build_equivalence", _("Equality of builds")
        VULNERABILITY_TEST = "vulnerability_test", _("Test for vulnerabilities")
        FUNCTIONAL = "functional", _("Test of functions")
        WALK_THROUGH = "walk_through", _("Walk through a delivery")

    class Equivalence(models.TextChoices):
        EQUIVALENT = "equivalent", _("Equal")
        EXPLAINED = "explained", _("Not equal, the differences are explained")
        NOT_EQUIVALENT = "not_equivalent", _("Not equal")
        NOT_TESTED = "not_tested", _("Not compared")

    class Result(models.TextChoices):
        PASS = "pass", _("Passed")
        CONDITIONS = "conditions", _("Passed with conditions")
        FAIL = "fail", _("Failed")
        INCONCLUSIVE = "inconclusive", _("Inconclusive")

    class State(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        SCHEDULED = "scheduled", _("Scheduled")
        IN_PROGRESS = "in_progress", _("In progress")
        PAUSED = "paused", _("Paused")
        RESULT_PENDING = "result_pending", _("Waits for the result")
        COMPLETED = "completed", _("Completed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REFUSED = "refused", _("Refused")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    authority = models.ForeignKey(
        AuthorisingAuthority, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("authority")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("host unit"))
    build = models.ForeignKey(
        Build, on_delete=models.PROTECT, null=True, blank=True, related_name="inspections", verbose_name=_("build")
    )
    service = models.ForeignKey(
        DeliveryService,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
        verbose_name=_("delivery service"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    criteria = models.TextField(_("criteria"), max_length=2000, help_text=_("In the words of the authority."))
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="inspections", verbose_name=_("place"))
    centre = models.ForeignKey(
        Centre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
        verbose_name=_("centre"),
        editable=False,
    )
    inspectors = models.ManyToManyField(
        InspectorAuthorisation, blank=True, related_name="inspections", verbose_name=_("inspectors"), editable=False
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    audit = models.OneToOneField(
        Audit, on_delete=models.PROTECT, null=True, blank=True, related_name="inspection", editable=False
    )
    host = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("host"),
        editable=False,
    )
    devices = models.TextField(_("devices brought in"), max_length=2000, blank=True, editable=False)
    started_on = models.DateField(null=True, blank=True, editable=False)
    ended_on = models.DateField(null=True, blank=True, editable=False)
    rebuilt_sha256 = models.CharField(
        _("SHA-256 of the rebuild"),
        max_length=64,
        blank=True,
        editable=False,
        validators=[RegexValidator(SHA256, SHA256_WORDS)],
    )
    differences = models.TextField(_("what explains the differences"), max_length=2000, blank=True, editable=False)
    equivalence = models.CharField(
        _("equality"), max_length=20, choices=Equivalence, default=Equivalence.NOT_TESTED, editable=False
    )
    result = models.CharField(_("result"), max_length=20, choices=Result, blank=True, editable=False)
    conditions = models.TextField(_("conditions"), max_length=4000, blank=True, editable=False)
    conditions_due_on = models.DateField(_("conditions are due on"), null=True, blank=True, editable=False)
    result_letter = models.ForeignKey(
        EvidenceVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("letter of the authority"),
        editable=False,
    )
    report_grading = models.CharField(
        _("confidentiality of the report"), max_length=20, choices=Grading, blank=True, editable=False
    )
    resulted_on = models.DateField(null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.REQUESTED, editable=False)

    objects = InspectionQuerySet.as_manager()

    NAMED_THROUGH = ("build__version__product", "service")

    class Meta:
        ordering = ["-first_day", "-pk"]
        indexes = [models.Index(fields=["unit", "state"]), models.Index(fields=["build", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "requested",
                        "scheduled",
                        "in_progress",
                        "paused",
                        "result_pending",
                        "completed",
                        "withdrawn",
                        "refused",
                    ]
                ),
                name="inspection_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(build=None) ^ models.Q(service=None),
                name="inspects_a_build_or_a_service",
                violation_error_message=_("Choose one build or one delivery service."),
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="inspection_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["requested", "withdrawn", "refused"]) | models.Q(audit__isnull=False),
                name="scheduled_inspections_have_an_audit",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="completed")
                | (~models.Q(result="") & models.Q(result_letter__isnull=False, resulted_on__isnull=False)),
                name="results_rest_on_a_letter",
            ),
            models.CheckConstraint(
                condition=~models.Q(result="pass") | models.Q(equivalence__in=["equivalent", "not_tested"]),
                name="no_pass_for_an_unequal_build",
                violation_error_message=_("The rebuild is not equal to what was shipped, so this cannot have passed."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="build_equivalence", result="pass") | models.Q(equivalence="equivalent"),
                name="equality_passes_when_it_was_shown",
                violation_error_message=_("The builds were not compared, so their equality cannot have passed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.target}"

    @property
    def target(self) -> Build | DeliveryService:
        """What is inspected; a constraint says that there is one of the two."""
        return self.build or self.service  # type: ignore[return-value]

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.COMPLETED, self.State.WITHDRAWN, self.State.REFUSED)

    def get_absolute_url(self) -> str:
        return reverse("certifications:inspection", args=[self.uuid])
