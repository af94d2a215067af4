"""The samples that people outside choose: from what, which items, and what they were shown for it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assurance.models import Evidence
from certifications.models.grants import Grant
from certifications.querysets import SampleQuerySet
from foundation.directory.models import Unit
from foundation.rows import About, Row


class Sample(Row):
    """What an outsider would like to look at. It is picked from what the room shows, or told in words."""

    class Source(models.TextChoices):
        WORDS = "words", _("Told in words")
        EVIDENCE = "evidence", _("Evidence")
        FINDINGS = "findings", _("Findings")
        CONTROLS = "controls", _("Controls")
        CLAUSES = "clauses", _("Requirements")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        AGREED = "agreed", _("Agreed")
        DECLINED = "declined", _("Declined")

    NAMED_THROUGH = ("grant",)  # what foundation.notices loads with it

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="samples")
    source = models.CharField(_("chosen from"), max_length=10, choices=Source, default=Source.WORDS, editable=False)
    population = models.CharField(
        _("from what"), max_length=200, help_text=_("Such as: remote sessions of October, all regions.")
    )
    population_size = models.PositiveIntegerField(null=True, editable=False)
    items = models.TextField(
        _("which items"), max_length=2000, help_text=_("Numbers, or how many and how they are picked.")
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    shown = models.ManyToManyField(Evidence, blank=True, related_name="+", editable=False)
    answer = models.TextField(_("answer"), max_length=2000, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED, editable=False)

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "agreed", "declined"]), name="sample_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(source="words", population_size=None)
                | (models.Q(population_size__gte=1) & ~models.Q(source="words")),
                name="sample_of_rows_has_a_population",
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Sample')}: {self.population}"

    @property
    def unit(self) -> Unit:
        return self.grant.unit

    def get_absolute_url(self) -> str:
        return self.grant.get_absolute_url()


class SamplePick(Row, About):
    """One row of the room that was picked; `label` is what it was called then."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="picks")  # a part of the sample
    label = models.CharField(max_length=250, editable=False)

    class Meta:
        ordering = ["sample", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "subject_type", "subject_uuid"],
                name="picked_once",
                violation_error_message=_("This is picked already."),
            )
        ]

    def __str__(self) -> str:
        return self.label
