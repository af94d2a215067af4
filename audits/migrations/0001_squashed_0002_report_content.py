import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from foundation.at_once import AtOnce


class Migration(migrations.Migration):
    replaces = [("audits", "0001_initial"), ("audits", "0002_report_content")]

    initial = True

    dependencies = [
        ("assurance", "0001_squashed_0012_document_writers"),
        ("directory", "0001_squashed_0003_administration"),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Programme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("year", models.PositiveIntegerField(verbose_name="year")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programmes",
                                to="directory.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-year"],
                        "constraints": [
                            models.UniqueConstraint(fields=("year", "unit"), name="one_programme_per_year")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("order", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=80, verbose_name="short title")),
                        ("text", models.TextField(verbose_name="question")),
                        ("guidance", models.TextField(blank=True, verbose_name="guidance")),
                        ("expected", models.JSONField(blank=True, default=list, verbose_name="expected evidence")),
                        (
                            "requirement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="assurance.requirement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["requirement__framework", "requirement__order", "order"],
                        "constraints": [models.UniqueConstraint(fields=("requirement", "order"), name="question_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("kind", models.CharField(default="internal", max_length=20, verbose_name="kind")),
                        ("method", models.CharField(default="on_site", max_length=10, verbose_name="method")),
                        ("anchor", models.DateField(verbose_name="first date")),
                        (
                            "interval_months",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(
                                        36, "Nothing stays unaudited for more than 36 months."
                                    ),
                                ],
                                verbose_name="every how many months",
                            ),
                        ),
                        ("month_end", models.BooleanField(default=False, verbose_name="on the last day of the month")),
                        (
                            "working_days",
                            models.PositiveSmallIntegerField(
                                default=5,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="working days on site",
                            ),
                        ),
                        ("rationale", models.TextField(blank=True, verbose_name="rationale")),
                        ("ended_on", models.DateField(blank=True, editable=False, null=True, verbose_name="ended on")),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme_lines",
                                to="assurance.area",
                            ),
                        ),
                        (
                            "frameworks",
                            models.ManyToManyField(related_name="programme_lines", to="assurance.framework"),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        (
                            "processes",
                            models.ManyToManyField(blank=True, related_name="programme_lines", to="assurance.process"),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="audits.programme",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programme_lines",
                                to="directory.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["anchor"],
                    },
                ),
                migrations.CreateModel(
                    name="Audit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True, verbose_name="reference")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("internal", "Internal audit"),
                                    ("second_party", "Second-party audit"),
                                    ("stage1", "Stage 1 audit"),
                                    ("stage2", "Stage 2 audit"),
                                    ("surveillance", "Surveillance audit"),
                                    ("recertification", "Recertification audit"),
                                    ("transition", "Transition audit"),
                                    ("special", "Special audit"),
                                    ("customer", "Customer audit"),
                                    ("government", "Government audit"),
                                    ("process_audit", "Scheme process audit"),
                                    ("unannounced", "Unannounced audit"),
                                    ("follow_up", "Follow-up audit"),
                                ],
                                default="internal",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "method",
                            models.CharField(
                                choices=[("on_site", "On site"), ("remote", "Remote"), ("hybrid", "Hybrid")],
                                max_length=10,
                                verbose_name="method",
                            ),
                        ),
                        ("objectives", models.TextField(blank=True, verbose_name="objectives")),
                        ("scope", models.TextField(blank=True, verbose_name="scope")),
                        (
                            "organisation",
                            models.CharField(blank=True, max_length=150, verbose_name="auditing organisation"),
                        ),
                        (
                            "grading",
                            models.CharField(
                                choices=[
                                    ("public", "Public"),
                                    ("internal", "Internal"),
                                    ("confidential", "Confidential"),
                                    ("secret", "Secret"),
                                ],
                                default="internal",
                                max_length=20,
                                verbose_name="confidentiality",
                            ),
                        ),
                        ("occurrence", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                        ("in_programme", models.BooleanField(default=False, verbose_name="in the programme")),
                        ("nominal_start", models.DateField(blank=True, editable=False, null=True)),
                        ("planned_start", models.DateField(verbose_name="first day")),
                        ("planned_end", models.DateField(verbose_name="last day")),
                        ("baseline_start", models.DateField(editable=False)),
                        ("baseline_end", models.DateField(editable=False)),
                        (
                            "plan_sent_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="plan sent on"),
                        ),
                        ("documents_reviewed", models.BooleanField(default=False, editable=False)),
                        ("actual_start", models.DateField(blank=True, editable=False, null=True)),
                        ("actual_end", models.DateField(blank=True, editable=False, null=True)),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        ("postponed_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("reopened_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("initiated", "Initiated"),
                                    ("prepared", "Prepared"),
                                    ("in_progress", "In progress"),
                                    ("suspended", "Interrupted"),
                                    ("reporting", "Reporting"),
                                    ("issued", "Report issued"),
                                    ("follow_up", "Follow-up"),
                                    ("closed", "Closed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audits",
                                to="assurance.area",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "frameworks",
                            models.ManyToManyField(
                                blank=True, related_name="audits", to="assurance.framework", verbose_name="criteria"
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="led_audits",
                                to="directory.person",
                                verbose_name="lead auditor",
                            ),
                        ),
                        (
                            "processes",
                            models.ManyToManyField(
                                blank=True, related_name="audits", to="assurance.process", verbose_name="processes"
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.unit",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audits",
                                to="directory.unit",
                                verbose_name="audited unit",
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audits",
                                to="audits.programmeline",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["planned_start"],
                        "indexes": [
                            models.Index(fields=["state", "planned_end"], name="audits_audi_state_beeb30_idx"),
                            models.Index(fields=["unit", "state"], name="audits_audi_unit_id_8145ce_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("line", "occurrence"), name="one_audit_per_occurrence"),
                            models.CheckConstraint(
                                condition=models.Q(("planned_end__gte", models.F("planned_start"))),
                                name="audit_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
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
                                        ],
                                    )
                                ),
                                name="audit_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("order", models.PositiveIntegerField(editable=False)),
                        ("number", models.CharField(max_length=20, verbose_name="number")),
                        ("title", models.CharField(max_length=80, verbose_name="short title")),
                        ("question", models.TextField(verbose_name="question")),
                        ("guidance", models.TextField(blank=True, verbose_name="guidance")),
                        ("expected", models.JSONField(blank=True, default=list, verbose_name="expected evidence")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("conforms", "Conforms"),
                                    ("minor", "Minor"),
                                    ("major", "Major"),
                                    ("ofi", "Opportunity"),
                                    ("observation", "Observation"),
                                    ("good_practice", "Good practice"),
                                    ("not_applicable", "Not applicable"),
                                    ("not_tested", "Not tested"),
                                ],
                                editable=False,
                                max_length=20,
                                verbose_name="result",
                            ),
                        ),
                        ("methods", models.JSONField(blank=True, default=list, verbose_name="method")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("answered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        (
                            "assignee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checklist_items",
                                to="directory.person",
                            ),
                        ),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="audits.audit"
                            ),
                        ),
                        (
                            "requirement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checklist_items",
                                to="assurance.requirement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["audit", "order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("audit", "order"), name="checklist_order_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("result", "not_tested"), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="not_tested_says_why",
                                violation_error_message="Say in the note why this was not tested.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("opening", "Opening meeting"), ("closing", "Closing meeting")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="held on")),
                        (
                            "attendees",
                            models.TextField(help_text="One per line; roles are enough.", verbose_name="attendees"),
                        ),
                        ("minutes", models.TextField(blank=True, verbose_name="minutes")),
                        ("disagreements", models.TextField(blank=True, verbose_name="disagreements recorded")),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="audits.audit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["held_on"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("audit", "kind"),
                                name="one_meeting_of_a_kind",
                                violation_error_message="This meeting is recorded already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("summary", models.TextField(verbose_name="summary")),
                        (
                            "conclusion",
                            models.CharField(
                                choices=[
                                    ("conforms", "The system conforms"),
                                    ("minors", "Conforms with minor nonconformities"),
                                    ("not", "Does not conform"),
                                    ("open", "No conclusion possible"),
                                ],
                                max_length=10,
                                verbose_name="conclusion",
                            ),
                        ),
                        ("recommendation", models.TextField(blank=True, verbose_name="recommendation")),
                        ("limitations", models.TextField(blank=True, verbose_name="limitations")),
                        ("distribution", models.TextField(blank=True, verbose_name="distribution list")),
                        ("reviewed_on", models.DateField(blank=True, editable=False, null=True)),
                        ("issued_on", models.DateField(blank=True, editable=False, null=True)),
                        ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "audit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="report", to="audits.audit"
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        ("content", models.JSONField(blank=True, default=dict, editable=False)),
                    ],
                    options={
                        "ordering": ["-issued_on"],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("lead", "Lead auditor"),
                                    ("auditor", "Auditor"),
                                    ("expert", "Technical expert"),
                                    ("trainee", "Trainee"),
                                    ("observer", "Observer"),
                                    ("guide", "Guide"),
                                ],
                                default="auditor",
                                max_length=10,
                                verbose_name="part in the team",
                            ),
                        ),
                        (
                            "days",
                            models.DecimalField(
                                blank=True, decimal_places=1, max_digits=5, null=True, verbose_name="days"
                            ),
                        ),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="team", to="audits.audit"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audit_teams",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["audit", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("audit", "person"),
                                name="in_the_team_once",
                                violation_error_message="This person is in the team already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("part", "lead")),
                                fields=("audit",),
                                name="one_lead_per_audit",
                                violation_error_message="An audit has one lead.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True, verbose_name="reference")),
                        (
                            "external_ref",
                            models.CharField(blank=True, max_length=50, verbose_name="the body's reference"),
                        ),
                        (
                            "external_grade",
                            models.CharField(blank=True, max_length=50, verbose_name="the body's grade"),
                        ),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("major", "Major"),
                                    ("minor", "Minor"),
                                    ("ofi", "Opportunity"),
                                    ("observation", "Observation"),
                                    ("good_practice", "Good practice"),
                                ],
                                max_length=20,
                                verbose_name="type",
                            ),
                        ),
                        ("title", models.CharField(max_length=100, verbose_name="title")),
                        (
                            "statement",
                            models.TextField(
                                help_text="One sentence. State the failure, not the remedy.",
                                verbose_name="what is wrong",
                            ),
                        ),
                        ("objective_evidence", models.TextField(blank=True, verbose_name="objective evidence")),
                        ("raised_on", models.DateField(editable=False)),
                        ("issued_on", models.DateField(blank=True, editable=False, null=True)),
                        ("systemic", models.BooleanField(default=False, verbose_name="systemic")),
                        ("correction", models.TextField(blank=True, verbose_name="correction")),
                        ("corrected_on", models.DateField(blank=True, editable=False, null=True)),
                        ("implemented_on", models.DateField(blank=True, editable=False, null=True)),
                        ("verify_from", models.DateField(blank=True, editable=False, null=True)),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        ("returned_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("reopened_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "decision",
                            models.TextField(blank=True, editable=False, verbose_name="decision on the opportunity"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("issued", "Issued, waits for the plan"),
                                    ("plan_submitted", "Plan to review"),
                                    ("action", "Corrective action under way"),
                                    ("implemented", "Implemented, waits for verification"),
                                    ("closed", "Closed"),
                                    ("noted", "Noted"),
                                    ("published", "Published"),
                                    ("void", "Void"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="audits.audit"
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="audits.checklistitem",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owned_findings",
                                to="directory.person",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "process",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="assurance.process",
                                verbose_name="process",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="raised_findings",
                                to="directory.person",
                            ),
                        ),
                        (
                            "repeat_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repeats",
                                to="audits.finding",
                                verbose_name="repeat of",
                            ),
                        ),
                        (
                            "requirement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="assurance.requirement",
                                verbose_name="requirement",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="directory.site",
                                verbose_name="site",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "verifier",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings_to_verify",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-raised_on", "-pk"],
                        "indexes": [
                            models.Index(fields=["unit", "state", "type"], name="audits_find_unit_id_226aaf_idx"),
                            models.Index(fields=["owner", "state"], name="audits_find_owner_i_8fbeb3_idx"),
                            models.Index(fields=["issued_on"], name="audits_find_issued__7afe15_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "issued",
                                            "plan_submitted",
                                            "action",
                                            "implemented",
                                            "closed",
                                            "noted",
                                            "published",
                                            "void",
                                        ],
                                    )
                                ),
                                name="finding_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "closed"), _negated=True),
                                    ("closed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="closed_findings_have_a_date",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("repeat_of", None),
                                    models.Q(("repeat_of", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="no_finding_repeats_itself",
                                violation_error_message="A finding cannot repeat itself.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CorrectiveAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("order", models.PositiveSmallIntegerField(editable=False)),
                        ("text", models.TextField(verbose_name="what will be done")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "implemented_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="implemented on"),
                        ),
                        (
                            "implemented_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrective_actions",
                                to="directory.person",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="audits.finding"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["finding", "order"],
                        "constraints": [models.UniqueConstraint(fields=("finding", "order"), name="action_order_once")],
                    },
                ),
                migrations.CreateModel(
                    name="CauseAnalysis",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("five_whys", "Five whys"),
                                    ("fishbone", "Fishbone"),
                                    ("fault_tree", "Fault tree"),
                                    ("other", "Other"),
                                ],
                                default="five_whys",
                                max_length=20,
                                verbose_name="method",
                            ),
                        ),
                        ("whys", models.JSONField(blank=True, default=list, verbose_name="the whys")),
                        ("text", models.TextField(verbose_name="root cause")),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("method", "Method"),
                                    ("people", "People"),
                                    ("tool", "Tool"),
                                    ("supplier", "Supplier"),
                                    ("design", "Design"),
                                    ("resources", "Resources"),
                                    ("unclear_rule", "Unclear rule"),
                                ],
                                max_length=20,
                                verbose_name="category",
                            ),
                        ),
                        ("similar_found", models.BooleanField(default=False, verbose_name="similar occurrences found")),
                        (
                            "similar_where",
                            models.TextField(
                                verbose_name="where similar occurrences were looked for, and what was found"
                            ),
                        ),
                        (
                            "finding",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="cause", to="audits.finding"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "cause analyses",
                    },
                ),
                migrations.CreateModel(
                    name="Verification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("on", models.DateField(verbose_name="verified on")),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("document_review", "Document review"),
                                    ("sample", "Sample"),
                                    ("observation", "Observation"),
                                    ("retest", "Test repeated"),
                                    ("interview", "Interview"),
                                ],
                                max_length=20,
                                verbose_name="method",
                            ),
                        ),
                        ("sample", models.TextField(verbose_name="what was looked at")),
                        (
                            "result",
                            models.CharField(
                                choices=[("effective", "Effective"), ("not_effective", "Not effective")],
                                max_length=20,
                                verbose_name="result",
                            ),
                        ),
                        ("early_reason", models.TextField(blank=True, verbose_name="why a shorter period proves it")),
                        (
                            "no_second_auditor",
                            models.BooleanField(default=False, verbose_name="no second qualified auditor exists"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="verifications",
                                to="directory.person",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="verifications",
                                to="audits.finding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["finding", "on"],
                    },
                ),
            ],
        ),
    ]
