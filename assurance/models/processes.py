"""The five fixed process areas and the processes below them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.querysets import ProcessQuerySet
from foundation.directory.models import Person, Unit, User
from foundation.rows import Row


class Area(Row):
    """One of the five areas every business process belongs to; the database refuses to delete or recode one."""

    class Code(models.TextChoices):
        RD = "RD", _("Research and development")
        SC = "SC", _("Supply chain")
        SM = "SM", _("Sales and marketing")
        DEL = "DEL", _("Delivery")
        TS = "TS", _("Technical services")

    code = models.CharField(_("code"), max_length=5, choices=Code, unique=True, editable=False)
    order = models.PositiveSmallIntegerField(editable=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__in=["RD", "SC", "SM", "DEL", "TS"]), name="area_is_one_of_five"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())


class Process(Row):
    """A business process below one area, or a sub-process of one there; `next_owner` has been asked to take it over.

    Without an active owner it is ownerless, which follows and is never stored.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("Active")
        RETIRED = "retired", _("Retired")

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=150)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="processes")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="processes")
    purpose = models.TextField(_("purpose"), blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_processes")
    deputy = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="deputised_processes"
    )
    next_owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="offered_processes", editable=False
    )
    next_deputy = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", editable=False)
    regions = models.ManyToManyField(Unit, blank=True, related_name="regional_processes")
    qms_process = models.CharField(_("QMS process"), max_length=50, blank=True)
    qms_document = models.CharField(_("QMS document"), max_length=50, blank=True)
    qms_clauses = models.CharField(_("QMS clauses"), max_length=100, blank=True)
    review_months = models.PositiveSmallIntegerField(_("reviewed every (months)"), default=12)
    reviewed_on = models.DateField(_("last reviewed on"), null=True, editable=False)
    next_review_on = models.DateField(_("next review"), null=True, editable=False, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        ordering = ["area__order", "code"]
        verbose_name_plural = _("processes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "active", "retired"]), name="process_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(review_months__gte=1, review_months__lte=60),
                name="process_review_months_possible",
                violation_error_message=_("A process is reviewed at least every 60 months."),
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("pk")),
                name="process_is_no_part_of_itself",
                violation_error_message=_("A process is no part of itself."),
            ),
            models.CheckConstraint(
                condition=models.Q(owner=None) | ~models.Q(owner=models.F("deputy")),
                name="process_deputy_is_somebody_else",
                violation_error_message=_("The deputy is somebody else than the owner."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("assurance:process", args=[self.uuid])

    @property
    def has_qms_link(self) -> bool:
        """Whether process, document and clauses of the quality system are named. Source: M-05."""
        return all((self.qms_process, self.qms_document, self.qms_clauses))
