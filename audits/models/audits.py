"""An audit, its team, its two meetings and its report."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assurance.models import Area, Framework, Process
from audits.models.programme import ProgrammeLine
from audits.querysets import BEFORE_OPENING, AuditQuerySet, ReportQuerySet, TeamMemberQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Grading, Row


class Audit(Row):
    class Kind(models.TextChoices):
        INTERNAL = "internal", _("Internal audit")
        SECOND_PARTY = "second_party", _("Second-party audit")
        STAGE1 = "stage1", _("Stage 1 audit")
        STAGE2 = "stage2", _("Stage 2 audit")
        SURVEILLANCE = "surveillance", _("Surveillance audit")
        RECERTIFICATION = "recertification", _("Recertification audit")
        TRANSITION = "transition", _("Transition audit")
        SPECIAL = "special", _("Special audit")
        CUSTOMER = "customer", _("Customer audit")
        GOVERNMENT = "government", _("Government audit")
        PROCESS_AUDIT = "process_audit", _("Scheme process audit")
        UNANNOUNCED = "unannounced", _("Unannounced audit")
        FOLLOW_UP = "follow_up", _("Follow-up audit")

    class Method(models.TextChoices):
        ON_SITE = "on_site", _("On site")
        REMOTE = "remote", _("Remote")
        HYBRID = "hybrid", _("Hybrid")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        INITIATED = "initiated", _("Initiated")
        PREPARED = "prepared", _("Prepared")
        IN_PROGRESS = "in_progress", _("In progress")
        SUSPENDED = "suspended", _("Interrupted")
        REPORTING = "reporting", _("Reporting")
        ISSUED = "issued", _("Report issued")
        FOLLOW_UP = "follow_up", _("Follow-up")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    HELD_BY_US = (Kind.INTERNAL, Kind.UNANNOUNCED, Kind.FOLLOW_UP, Kind.SPECIAL, Kind.SECOND_PARTY)

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.INTERNAL)
    method = models.CharField(_("method"), max_length=10, choices=Method)
    objectives = models.TextField(_("objectives"), blank=True)
    scope = models.TextField(_("scope"), blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="audits", verbose_name=_("audited unit"))
    region = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="audits", verbose_name=_("area")
    )
    processes = models.ManyToManyField(Process, blank=True, related_name="audits", verbose_name=_("processes"))
    frameworks = models.ManyToManyField(Framework, blank=True, related_name="audits", verbose_name=_("criteria"))
    organisation = models.CharField(_("auditing organisation"), max_length=150, blank=True)
    grading = models.CharField(_("confidentiality"), max_length=20, choices=Grading, default=Grading.INTERNAL)
    lead = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_audits",
        verbose_name=_("lead auditor"),
    )
    line = models.ForeignKey(
        ProgrammeLine, on_delete=models.PROTECT, null=True, blank=True, related_name="audits", editable=False
    )
    occurrence = models.PositiveIntegerField(null=True, blank=True, editable=False)
    in_programme = models.BooleanField(_("in the programme"), default=False)
    nominal_start = models.DateField(null=True, blank=True, editable=False)
    checklist_version = models.ForeignKey(
        "audits.TemplateVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="audits", editable=False
    )
    checklist_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    planned_start = models.DateField(_("first day"))
    planned_end = models.DateField(_("last day"))
    baseline_start = models.DateField(editable=False)
    baseline_end = models.DateField(editable=False)
    latest_end = models.DateField(_("ends by"), null=True, blank=True, editable=False)
    nc_cap_on = models.DateField(_("majors verified by"), null=True, blank=True, editable=False)
    cap_source = models.CharField(_("rule of the limit"), max_length=10, blank=True, editable=False)
    plan_sent_on = models.DateField(_("plan sent on"), null=True, blank=True, editable=False)
    team_told_on = models.DateField(null=True, blank=True, editable=False)
    documents_reviewed = models.BooleanField(default=False, editable=False)
    actual_start = models.DateField(null=True, blank=True, editable=False)
    actual_end = models.DateField(null=True, blank=True, editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    postponed_count = models.PositiveSmallIntegerField(default=0, editable=False)
    reopened_count = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PLANNED, editable=False)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["planned_start"]
        indexes = [models.Index(fields=["state", "planned_end"]), models.Index(fields=["unit", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["line", "occurrence"], name="one_audit_per_occurrence"),
            models.CheckConstraint(
                condition=models.Q(planned_end__gte=models.F("planned_start")),
                name="audit_ends_after_it_starts",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "planned",
                        "initiated",
                        "prepared",
                        "in_progress",
                        "suspended",
                        "reporting",
                        "issued",
                        "follow_up",
                        "closed",
                        "cancelled",
                    ]
                ),
                name="audit_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("audits:audit", args=[self.uuid])

    @property
    def is_kept_quiet(self) -> bool:
        """Whether nobody but who plans and audits knows of it: unannounced, and not opened yet."""
        return self.kind == self.Kind.UNANNOUNCED and self.state in BEFORE_OPENING

    @property
    def is_external(self) -> bool:
        """Whether somebody else audits us: they bring their own report and limits."""
        return self.kind not in self.HELD_BY_US


class TeamMember(Row):
    """A seat in a team: of a person here, or of somebody from outside by name."""

    class Independence(models.TextChoices):
        CLEAR = "clear", _("Free of ties")
        EXCEPTED = "excepted", _("By exception")

    class Part(models.TextChoices):
        LEAD = "lead", _("Lead auditor")
        AUDITOR = "auditor", _("Auditor")
        EXPERT = "expert", _("Technical expert")
        TRAINEE = "trainee", _("Trainee")
        OBSERVER = "observer", _("Observer")
        GUIDE = "guide", _("Guide")

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="team")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="audit_teams", verbose_name=_("person")
    )
    external_name = models.CharField(_("name and organisation"), max_length=150, blank=True)
    part = models.CharField(_("part in the team"), max_length=10, choices=Part, default=Part.AUDITOR)
    days = models.DecimalField(_("days"), max_digits=5, decimal_places=1, null=True, blank=True)

    independence = models.CharField(max_length=10, choices=Independence, blank=True, editable=False)
    checked_on = models.DateField(null=True, blank=True, editable=False)
    accepted_on = models.DateField(null=True, blank=True, editable=False)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        ordering = ["audit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "person"],
                name="in_the_team_once",
                violation_error_message=_("This person is in the team already."),
            ),
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(external_name=""),
                name="seat_of_a_person_or_a_name",
                violation_error_message=_("Name a person here or somebody from outside."),
            ),
            models.UniqueConstraint(
                fields=["audit"],
                condition=models.Q(part="lead"),
                name="one_lead_per_audit",
                violation_error_message=_("An audit has one lead."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_part_display()}"

    @property
    def name(self) -> str:
        return str(self.person) if self.person is not None else self.external_name


class Meeting(Row):
    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening meeting")
        CLOSING = "closing", _("Closing meeting")

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    held_on = models.DateField(_("held on"))
    attendees = models.TextField(_("attendees"), help_text=_("One per line; roles are enough."))
    minutes = models.TextField(_("minutes"), blank=True)
    disagreements = models.TextField(_("disagreements recorded"), blank=True)

    class Meta:
        ordering = ["held_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "kind"],
                name="one_meeting_of_a_kind",
                violation_error_message=_("This meeting is recorded already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"


class Report(Row):
    """The result of an audit: a draft until the quality reviewer, who is not the lead, has agreed; then issued and fixed."""

    class Conclusion(models.TextChoices):
        CONFORMS = "conforms", _("The system conforms")
        MINORS = "minors", _("Conforms with minor nonconformities")
        NOT = "not", _("Does not conform")
        OPEN = "open", _("No conclusion possible")

    audit = models.OneToOneField(Audit, on_delete=models.PROTECT, related_name="report")
    summary = models.TextField(_("summary"))
    conclusion = models.CharField(_("conclusion"), max_length=10, choices=Conclusion)
    recommendation = models.TextField(_("recommendation"), blank=True)
    limitations = models.TextField(_("limitations"), blank=True)
    distribution = models.TextField(_("distribution list"), blank=True)
    reviewer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    reviewed_on = models.DateField(null=True, blank=True, editable=False)
    issued_on = models.DateField(null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    content = models.JSONField(default=dict, blank=True, editable=False)  # what was issued (audits/paper/contents.py)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on"]

    def __str__(self) -> str:
        return str(_("Report of %(audit)s")) % {"audit": self.audit.ref}
