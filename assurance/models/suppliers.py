"""Suppliers with their assessments, components, and statements on whether they continue to supply."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models.evidence import EvidenceVersion
from assurance.models.products import ProductVersion
from assurance.querysets import AssessmentQuerySet, ComponentQuerySet, StatementQuerySet, SupplierQuerySet
from foundation.directory.models import Person, Unit, User
from foundation.rows import Row


class Supplier(Row):
    class Category(models.TextChoices):
        MATERIALS = "materials", _("Materials")
        OUTSOURCING = "outsourcing", _("Software outsourcing")
        EMS = "ems", _("Electronics manufacturing")
        LOGISTICS = "logistics", _("Logistics")
        ENGINEERING = "engineering", _("Engineering service")
        SOFTWARE = "software", _("Software and open source")

    class Criticality(models.TextChoices):
        CRITICAL = "critical", _("Critical")
        IMPORTANT = "important", _("Important")
        NORMAL = "normal", _("Normal")

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("Candidate")
        ADMITTED = "admitted", _("Admitted")
        WATCH = "watch", _("Under watch")
        BLOCKED = "blocked", _("Blocked")
        EXITED = "exited", _("Left")

    class Continuity(models.TextChoices):
        """What is known on a day of whether it goes on supplying; see SupplierQuerySet.with_continuity()."""

        CONTINUES = "continues", _("Continues")
        CONDITIONS = "conditions", _("Continues with conditions")
        DELAYED = "delayed", _("Delayed")
        REDUCED = "reduced", _("Reduced")
        STOPPED = "stopped", _("Stopped")
        DISPUTED = "disputed", _("Disputed")
        UNKNOWN = "unknown", _("Unknown")

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=150, unique=True)
    country = models.CharField(
        _("country"), max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters (ISO 3166-1)."))]
    )
    category = models.CharField(_("category"), max_length=20, choices=Category)
    criticality = models.CharField(_("criticality"), max_length=10, choices=Criticality, default=Criticality.NORMAL)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="suppliers")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="owned_suppliers")
    agreement = models.ForeignKey(
        EvidenceVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("security agreement"),
    )
    agreement_until = models.DateField(_("agreement valid until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CANDIDATE, editable=False)

    objects = SupplierQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["criticality", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["candidate", "admitted", "watch", "blocked", "exited"]),
                name="supplier_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(agreement__isnull=False) | models.Q(agreement_until=None),
                name="agreement_ends_only_where_there_is_one",
                violation_error_message=_("Choose the agreement whose end this is."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("assurance:supplier", args=[self.uuid])


class Assessment(Row):
    """One security assessment of a supplier; the newest says when the next is due."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="assessments")
    on = models.DateField(_("assessed on"))
    score = models.PositiveSmallIntegerField(_("score (0 to 100)"), validators=[MaxValueValidator(100)])
    note = models.TextField(_("what was found"), max_length=2000, blank=True)
    assessed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    next_on = models.DateField(_("next assessment"), editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["supplier", "-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(score__lte=100), name="assessment_score_possible"),
            models.UniqueConstraint(
                fields=["supplier", "on"],
                name="one_assessment_a_day",
                violation_error_message=_("An assessment of this day is recorded already."),
            ),
            models.CheckConstraint(
                condition=models.Q(next_on__gt=models.F("on")), name="next_assessment_comes_after_this_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier}, {self.on}"


class Component(Row):
    """A part that suppliers deliver; with one supplier and no alternative it is a risk of its own."""

    number = models.CharField(_("part number"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=150)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="components")
    suppliers = models.ManyToManyField(Supplier, related_name="components", verbose_name=_("suppliers"))
    alternatives = models.ManyToManyField("self", blank=True, verbose_name=_("alternatives"))
    stock_cover_days = models.PositiveIntegerField(_("stock covers (days)"), null=True, blank=True)
    used_in = models.ManyToManyField(ProductVersion, blank=True, related_name="components", verbose_name=_("used in"))

    objects = ComponentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("assurance:component", args=[self.uuid])


class ContinuityStatement(Row):
    """What was said of whether a supplier goes on supplying; kept word for word, and verified by another person."""

    class Says(models.TextChoices):
        CONTINUES = "continues", _("Continues")
        CONDITIONS = "conditions", _("Continues with conditions")
        DELAYED = "delayed", _("Delayed")
        REDUCED = "reduced", _("Reduced")
        STOPPED = "stopped", _("Stopped")

    class Source(models.TextChoices):
        OWN_WRITTEN = "own_written", _("Supplier, in writing to us")
        OWN_PUBLIC = "own_public", _("Supplier, in public")
        CONTRACT = "contract", _("Contract")
        DELIVERY = "delivery", _("Our delivery data")
        PRESS = "press", _("Press")
        HEARSAY = "hearsay", _("Hearsay")

    class State(models.TextChoices):
        UNVERIFIED = "unverified", _("Not verified")
        VERIFIED = "verified", _("Verified")
        CONTRADICTED = "contradicted", _("Contradicted")

    HEARD = (Source.PRESS, Source.HEARSAY)

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="statements")
    says = models.CharField(_("statement"), max_length=12, choices=Says)
    source_kind = models.CharField(_("source"), max_length=12, choices=Source)
    source_on = models.DateField(_("dated"))
    received_on = models.DateField(_("received on"))
    quote = models.TextField(_("in its own words"), max_length=4000)
    valid_until = models.DateField(_("valid until"), editable=False)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    verified_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    verified_on = models.DateField(_("verified on"), null=True, editable=False)
    judgement = models.TextField(_("how it was judged"), max_length=2000, blank=True, editable=False)
    state = models.CharField(_("verification"), max_length=15, choices=State, default=State.UNVERIFIED, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["supplier", "-source_on", "-pk"]
        indexes = [models.Index(fields=["supplier", "state", "source_on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["unverified", "verified", "contradicted"]), name="statement_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(received_on__gte=models.F("source_on")),
                name="statement_received_after_it_was_made",
                violation_error_message=_("A statement cannot be received before the day it is dated."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="verified") | ~models.Q(source_kind__in=["press", "hearsay"]),
                name="press_alone_never_verifies",
                violation_error_message=_(
                    "Press and hearsay alone are never verified; record the supplier's own word."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="verified") | models.Q(verified_by__isnull=False, verified_on__isnull=False),
                name="verified_statement_says_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(verified_by=None) | ~models.Q(verified_by=models.F("recorded_by")),
                name="nobody_verifies_what_they_recorded",
                violation_error_message=_("You recorded this statement. Somebody else has to judge it."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("source_on")), name="statement_ends_after_it_was_made"
            ),
        ]

    NAMED_THROUGH = ("supplier",)

    def __str__(self) -> str:
        return f"{self.supplier}: {self.get_says_display()}"

    @property
    def unit(self) -> Unit:
        return self.supplier.unit

    def get_absolute_url(self) -> str:
        return self.supplier.get_absolute_url()
