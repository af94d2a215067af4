"""Courses, who is asked to take them, their attempts, and what they have completed. Source: domain 2.7."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from foundation.directory.models import Person, Unit
from foundation.rows import Row
from people.clocks import training_kept_until
from people.models.audiences import Audience
from people.querysets import AssignmentQuerySet, CompletionQuerySet, CourseQuerySet, OfAssignmentQuerySet


class Standing(models.TextChoices):
    """How an assignment stands on a day, as `with_standing` finds it; it follows from dates and is never stored."""

    VALID = "valid", _("Valid")
    EXPIRING = "expiring", _("Valid, renewal open")
    GRACE = "grace", _("Still learning")
    OVERDUE = "overdue", _("Overdue")
    EXPIRED = "expired", _("Run out")
    AWAY = "away", _("On leave")
    WAIVED = "waived", _("Waived")
    RELEASED = "released", _("No longer asked")


class Course(Row):
    """What has to be learned, by whom, and for how long it holds."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=150)
    summary = models.TextField(_("summary"), max_length=2000, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="courses", verbose_name=_("unit"))
    audience = models.OneToOneField(
        Audience, on_delete=models.PROTECT, related_name="course", verbose_name=_("audience"), editable=False
    )
    validity_months = models.PositiveSmallIntegerField(
        _("valid for"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Months; empty: it never ends."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"), default=80, validators=[MaxValueValidator(100)], help_text=_("Per cent, from 0 to 100.")
    )
    max_attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=3, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    minutes = models.PositiveSmallIntegerField(
        _("takes"), default=20, validators=[MinValueValidator(1), MaxValueValidator(600)], help_text=_("Minutes.")
    )
    renewal_window_days = models.PositiveSmallIntegerField(
        _("renewal opens"),
        default=45,
        validators=[MaxValueValidator(366)],
        help_text=_("Days before the end of the validity."),
    )
    clearance = models.CharField(
        _("clearance"),
        max_length=50,
        blank=True,
        help_text=_("What whoever completes it is cleared for; may be empty."),
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    is_active = models.BooleanField(_("offered"), default=True, editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pass_mark__lte=100),
                name="pass_mark_is_a_per_cent",
                violation_error_message=_("A pass mark lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=models.Q(max_attempts__gte=1),
                name="a_course_can_be_tried",
                violation_error_message=_("Everybody gets at least one attempt."),
            ),
            models.CheckConstraint(
                condition=models.Q(validity_months=None) | models.Q(validity_months__gte=1),
                name="a_course_holds_for_a_month",
                violation_error_message=_("A validity lasts at least one month."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def validity_words(self) -> str:
        if self.validity_months is None:
            return _now("never runs out")
        return ngettext("%(n)d month", "%(n)d months", self.validity_months) % {"n": self.validity_months}

    def get_absolute_url(self) -> str:
        return reverse("people:course", args=[self.uuid])


class Assignment(Row):
    """That somebody is asked to take a course. Overdue, late and expired follow from dates and are never stored.

    While `released_on` is empty it counts; a renewal, the end of a role, or leaving releases it. `completion` is what
    covers the person: its own, or, until then, the one that it renews.
    """

    class Reason(models.TextChoices):
        ROLE = "role", _("Role")
        JOINER = "joiner", _("New here")
        RENEWAL = "renewal", _("Renewal")
        MANUAL = "manual", _("By hand")

    class State(models.TextChoices):
        ASSIGNED = "assigned", _("Assigned")
        IN_PROGRESS = "in_progress", _("In progress")
        BLOCKED = "blocked", _("Blocked")
        COMPLETED = "completed", _("Completed")
        WAIVED = "waived", _("Waived")
        CANCELLED = "cancelled", _("Cancelled")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("person"))
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("course"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason, editable=False)
    anchor_on = models.DateField(_("counted from"), editable=False)
    assigned_on = models.DateField(_("assigned on"), editable=False)
    due_on = models.DateField(_("due on"), editable=False)
    policy_version = models.PositiveIntegerField(default=1, editable=False)
    released_on = models.DateField(_("counts until"), null=True, blank=True, editable=False)
    completion = models.ForeignKey(
        "Completion", on_delete=models.PROTECT, null=True, blank=True, related_name="covers", editable=False
    )
    more_attempts = models.PositiveSmallIntegerField(_("further attempts"), default=0, editable=False)
    waived_until = models.DateField(_("waived until"), null=True, blank=True, editable=False)
    waived_because = models.TextField(_("why it is waived"), max_length=2000, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.ASSIGNED, editable=False)

    objects = AssignmentQuerySet.as_manager()

    NAMED_THROUGH = ("course", "person")

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["course", "state", "due_on"]),
            models.Index(fields=["person", "state", "due_on"]),
            models.Index(fields=["course", "due_on"], condition=models.Q(released_on=None), name="assignment_active"),
            models.Index(fields=["waived_until"], condition=models.Q(state="waived"), name="assignment_waived"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["assigned", "in_progress", "blocked", "completed", "waived", "cancelled"]
                ),
                name="assignment_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=["role", "joiner", "renewal", "manual"]), name="assignment_reason_known"
            ),
            models.UniqueConstraint(
                fields=["person", "course"],
                condition=models.Q(released_on=None),
                name="asked_of_a_person_once",
                violation_error_message=_("This course is asked of this person already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["completed", "cancelled"]) | models.Q(released_on=None),
                name="what_is_open_counts",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | models.Q(released_on__isnull=False),
                name="what_is_cancelled_counts_no_more",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="completed") | models.Q(completion__isnull=False),
                name="completed_by_a_completion",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("assigned_on")),
                name="due_after_it_was_assigned",
                violation_error_message=_("It cannot be due before it is assigned."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="waived")
                | (models.Q(waived_until__isnull=False) & ~models.Q(waived_because="")),
                name="waived_until_a_day_for_a_reason",
                violation_error_message=_("Say until when it is waived, and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course.code}: {self.person}"

    @property
    def unit(self) -> Unit:
        """Where the person works: it says who sees the assignment and who decides on it."""
        return self.person.unit

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.ASSIGNED, self.State.IN_PROGRESS, self.State.BLOCKED)

    def get_absolute_url(self) -> str:
        return reverse("people:assignment", args=[self.uuid])


class Attempt(models.Model):
    """One try at the questions of a course, with the version of the course that was asked."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="attempts"
    )  # an attempt is a part of its assignment
    at = models.DateTimeField(_("at"))
    score = models.PositiveSmallIntegerField(_("score"), validators=[MaxValueValidator(100)])
    passed = models.BooleanField(_("passed"))
    version = models.PositiveSmallIntegerField(_("version"))

    objects = OfAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["assignment", "at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__lte=100),
                name="score_is_a_per_cent",
                violation_error_message=_("A score lies between 0 and 100."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.score} %"


class Completion(Row):
    """That somebody has learned it, by the course, by a proof from outside, or by what was loaded."""

    class Source(models.TextChoices):
        COURSE = "course", _("Course")
        PROOF = "proof", _("Proof from outside")
        IMPORTED = "imported", _("Loaded")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="completions", verbose_name=_("person"))
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions", verbose_name=_("course"))
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, null=True, blank=True, related_name="completions", editable=False
    )
    completed_on = models.DateField(_("completed on"))
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True, validators=[MaxValueValidator(100)])
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.COURSE)

    objects = CompletionQuerySet.as_manager()

    NAMED_THROUGH = ("course", "person")

    class Meta:
        ordering = ["-completed_on", "-pk"]
        indexes = [
            models.Index(fields=["person", "course", "-completed_on"]),
            models.Index(fields=["course", "valid_until"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score=None) | models.Q(score__lte=100),
                name="completion_score_is_a_per_cent",
                violation_error_message=_("A score lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("completed_on")),
                name="completion_ends_after_it_starts",
                violation_error_message=_("It cannot end before it was completed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course.code}: {self.person}, {self.completed_on}"

    @property
    def unit(self) -> Unit:
        return self.person.unit

    @property
    def kept_until(self) -> date | None:
        """Until when it is kept at least; None while the person works here. Source: T-60."""
        return training_kept_until(self.person.left_on)

    def is_valid(self, on: date) -> bool:
        return self.valid_until is None or self.valid_until >= on

    def get_absolute_url(self) -> str:
        return self.course.get_absolute_url()
