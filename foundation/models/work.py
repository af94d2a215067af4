"""Second persons, policies, due dates, sweeps, running numbers and long jobs."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.querysets import ApprovalQuerySet, DueQuerySet, JobQuerySet
from foundation.rows import About, Row


class Approval(Row, About):
    """An act that waits for a second person; deciding yes runs the verb. Both sides are persons, not accounts.

    Of each verb one may wait per subject, or per topic where a subject has several, such as the organisation's policies.
    """

    class Decision(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        YES = "yes", _("Approved")
        NO = "no", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    verb = models.CharField(max_length=100)
    label = models.CharField(max_length=200)
    topic = models.CharField(max_length=100, blank=True)
    parameters = models.JSONField(default=dict)
    permission = models.CharField(max_length=100)
    reason = models.TextField(_("reason"), blank=True)
    asked_by = models.ForeignKey("directory.Person", on_delete=models.PROTECT, related_name="asked_approvals")
    asked_as = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        "directory.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="decided_approvals"
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING, editable=False)
    note = models.TextField(_("note"), blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="another_person_decides",
                violation_error_message=_("Another person has to decide this."),
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=["waiting", "withdrawn"], decided_by=None)
                | models.Q(decision__in=["yes", "no"], decided_by__isnull=False),
                name="a_decision_has_a_person",
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_uuid", "verb", "topic"],
                condition=models.Q(decision="waiting"),
                name="asked_once",
                violation_error_message=_("This has been asked already and waits for a decision."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Policy(Row):
    """One version of a setting that officers may change; dates issued under an older version stand."""

    key = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    value = models.JSONField()
    effective_from = models.DateField(_("effective from"))
    reason = models.TextField(_("reason"))
    approval = models.OneToOneField(
        Approval, on_delete=models.PROTECT, null=True, blank=True, related_name="policy", editable=False
    )

    class Meta:
        ordering = ["key", "-version"]
        verbose_name_plural = _("policies")
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="policy_version_once")]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class Due(Row, About):
    """A date issued for one step of a row, with the rule and policy version that gave it. `met_on`: the step was done."""

    step = models.CharField(max_length=50)
    anchor = models.DateField()
    rule = models.CharField(max_length=20)
    policy_version = models.PositiveIntegerField()
    computed = models.DateField()
    approved = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    met_on = models.DateField(null=True, blank=True)
    due_on = models.GeneratedField(
        expression=Coalesce("approved", "computed"), output_field=models.DateField(), db_persist=True
    )

    objects = DueQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_uuid", "step"], name="one_due_per_step")
        ]
        indexes = [models.Index(fields=["due_on"], condition=models.Q(met_on=None), name="due_open")]

    def __str__(self) -> str:
        return f"{self.step}: {self.due_on}"


class DueNotice(models.Model):
    """A reminder or rung of the ladder for one due date: sent, or skipped after an outage; never twice."""

    due = models.ForeignKey(Due, on_delete=models.PROTECT, related_name="notices")
    key = models.CharField(max_length=20)
    skipped = models.BooleanField(default=False)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["due", "key"], name="told_once_per_rung")]

    def __str__(self) -> str:
        return f"{self.key} {self.on}"


class SweepRun(models.Model):
    """A rule has run for a zone and local date; what it did is in `details`."""

    rule = models.CharField(max_length=100)
    zone = models.CharField(max_length=50)
    date = models.DateField()
    finished_at = models.DateTimeField(auto_now_add=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-date", "rule", "zone"]
        constraints = [models.UniqueConstraint(fields=["rule", "zone", "date"], name="swept_once")]

    def __str__(self) -> str:
        return f"{self.rule} {self.zone} {self.date}"


class Pulse(models.Model):
    """A worker's sign of life: its own clock and that of the database at the same moment."""

    host = models.CharField(max_length=100, unique=True)
    clock_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return f"{self.host} {self.seen_at:%Y-%m-%d %H:%M}"


class Counter(models.Model):
    """The last running number of a kind in a year; the row is locked while a number is taken, so there are no gaps."""

    kind = models.CharField(max_length=20)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="one_counter_per_year")]

    def __str__(self) -> str:
        return f"{self.kind}-{self.year}: {self.last}"


class Job(Row):
    """Long work in the background with progress a page can show; it runs with the rights of its owner."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=100)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="jobs")
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, editable=False)
    done_count = models.PositiveIntegerField(default=0, editable=False)
    total_count = models.PositiveIntegerField(null=True, editable=False)
    message = models.TextField(blank=True, editable=False)
    result_name = models.CharField(max_length=255, blank=True, editable=False)
    result_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    result_size = models.BigIntegerField(default=0, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    heartbeat_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "created_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running", "done", "failed"]), name="job_state_known"
            )
        ]

    def __str__(self) -> str:
        return str(_("Job %(kind)s") % {"kind": self.kind})

    def get_absolute_url(self) -> str:
        return reverse("foundation:job", args=[self.uuid])
