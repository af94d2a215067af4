"""What is decided: findings for each allegation, the decision and who agrees, the sanction, the appeal, the referral."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person
from foundation.rows import Row
from people.cases.models.cases import Case
from people.cases.models.taxonomy import Form, Level
from people.cases.querysets import AssentQuerySet, CheckQuerySet, OfCaseQuerySet


class Allegation(Row):
    """One thing somebody is said to have done, and what was found of it."""

    class Finding(models.TextChoices):
        SUBSTANTIATED = "substantiated", _("Substantiated")
        NOT_SUBSTANTIATED = "not_substantiated", _("Not substantiated")
        INSUFFICIENT = "insufficient", _("Not enough to say")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="allegations")
    text = models.TextField(_("allegation"), max_length=2000)
    finding = models.CharField(_("finding"), max_length=20, choices=Finding, blank=True, editable=False)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Dismissal(models.Model):
    """What one case officer proposes at intake; another one dismisses or opens."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="dismissal")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    reason = models.TextField(_("reason"), max_length=4000)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("proposed_by")),
                name="two_officers_dismiss",
                violation_error_message=_("Another case officer dismisses what you proposed."),
            )
        ]

    def __str__(self) -> str:
        return str(_("Proposal to dismiss"))


class Decision(Row):
    """A decision, first as a proposal that others agree to, then served. `matrix_row` is cited as it stood that day."""

    class Outcome(models.TextChoices):
        NOT_SUBSTANTIATED = "not_substantiated", _("Not substantiated")
        SANCTION = "sanction", _("Sanction")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, null=True, blank=True)
    form = models.CharField(_("measure"), max_length=30, choices=Form, blank=True)
    reasons = models.TextField(_("reasons"), max_length=8000)
    mitigating = models.TextField(_("what speaks for a milder one"), max_length=4000, blank=True)
    aggravating = models.TextField(_("what speaks for a stricter one"), max_length=4000, blank=True)
    matrix_row = models.CharField(_("row of the matrix"), max_length=200, blank=True, editable=False)
    matrix_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    outside_range = models.BooleanField(default=False, editable=False)
    outside_reasons = models.TextField(_("why outside the range"), max_length=4000, blank=True)
    training = models.CharField(_("additional training"), max_length=200, blank=True)
    proposed_on = models.DateField(editable=False)
    decided_on = models.DateField(null=True, blank=True, editable=False)
    served_on = models.DateField(null=True, blank=True, editable=False)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="not_substantiated", level=None)
                | (Q(outcome="sanction", level__gte=1, level__lte=4) & ~Q(form="")),
                name="sanctions_have_level_and_form",
                violation_error_message=_("A sanction needs a level and a measure."),
            ),
            models.CheckConstraint(
                condition=Q(outside_range=False) | ~Q(outside_reasons=""),
                name="outside_the_range_for_reasons",
                violation_error_message=_("Say why the level lies outside the range of the matrix."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Assent(models.Model):
    """Somebody agrees to a decision, as decision maker, for human resources or as counsel; a new proposal asks again."""

    class Capacity(models.TextChoices):
        DECIDER = "decider", _("Decision maker")
        HR = "hr", _("Human resources")
        COUNSEL = "counsel", _("Legal counsel")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="assents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=10, choices=Capacity)
    on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = AssentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "person"],
                condition=Q(withdrawn_on=None),
                name="everybody_agrees_once",
                violation_error_message=_("You have agreed to this decision already."),
            )
        ]

    def __str__(self) -> str:
        return self.get_capacity_display()


class Sanction(models.Model):
    """What follows from a decision; `stayed` while an appeal keeps it from taking effect."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="sanction")
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    form = models.CharField(_("measure"), max_length=30, choices=Form)
    start_on = models.DateField(_("takes effect on"))
    training = models.CharField(_("additional training"), max_length=200, blank=True)
    stayed = models.BooleanField(_("rests during the appeal"), default=False, editable=False)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["level"])]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="sanction_level_known"),
        ]

    def __str__(self) -> str:
        return self.get_form_display()


class Appeal(Row):
    """An appeal of the person a case is about. One that comes late waits for the panel to admit it."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("The decision stands")
        REDUCED = "reduced", _("Reduced")
        ANNULLED = "annulled", _("Annulled")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="appeal")
    lodged_on = models.DateField(editable=False)
    grounds = models.TextField(_("grounds"), max_length=8000)
    late = models.BooleanField(default=False, editable=False)
    late_reason = models.TextField(_("why it comes late"), max_length=2000, blank=True)
    admitted_on = models.DateField(null=True, blank=True, editable=False)
    refused_on = models.DateField(null=True, blank=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True, editable=False)
    level_before = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    level_after = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    reasons = models.TextField(_("reasons"), max_length=8000, blank=True)
    decided_on = models.DateField(null=True, blank=True, editable=False)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(level_after=None) | Q(level_before=None) | Q(level_after__lte=models.F("level_before")),
                name="appeals_never_make_it_worse",
                violation_error_message=_("An appeal never makes it worse."),
            ),
            models.CheckConstraint(
                condition=Q(admitted_on=None) | Q(refused_on=None),
                name="late_appeals_are_admitted_or_not",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Appeal"))


class Referral(Row):
    """A case before an authority, by counsel alone; while it is open the file is held. Source: M-23."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="referral")
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    authority = models.CharField(_("authority"), max_length=200)
    note = models.TextField(_("note of counsel"), max_length=4000, blank=True)
    referred_on = models.DateField(editable=False)
    referred_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", editable=False)
    hold_lifted_on = models.DateField(null=True, blank=True, editable=False)

    objects = OfCaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.authority


class RetaliationCheck(Row):
    """Something befell somebody within twelve months of their report; counsel looks whether it had to do with it."""

    class Kind(models.TextChoices):
        LEFT = "left", _("Left the company")
        ROLE_ENDED = "role_ended", _("A job ended")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=20, choices=Kind)
    happened_on = models.DateField()
    raised_on = models.DateField()
    outcome = models.TextField(_("what counsel found"), max_length=4000, blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "happened_on"], name="each_event_is_checked_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(outcome=""),
                name="a_check_ends_with_a_result",
                violation_error_message=_("Say what you found."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
