import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from foundation.at_once import AtOnce


class Migration(migrations.Migration):
    replaces = [
        ("audits", "0001_initial"),
        ("audits", "0002_report_content"),
        ("audits", "0001_squashed_0002_report_content"),
        ("audits", "0003_chain"),
        ("audits", "0004_programme"),
        ("audits", "0005_team"),
        ("audits", "0006_papers"),
        ("audits", "0007_bench"),
        ("audits", "0008_latest_end"),
    ]

    initial = True

    dependencies = [
        ("assurance", "0001_squashed_0014_management_review"),
        ("directory", "0001_squashed_0005_guides_read"),
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
                        (
                            "year",
                            models.PositiveIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2000),
                                    django.core.validators.MaxValueValidator(2100, "Give a year such as 2027."),
                                ],
                                verbose_name="year",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="programmes",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("areas", models.JSONField(blank=True, default=list, verbose_name="areas")),
                        (
                            "auditor_days",
                            models.PositiveIntegerField(default=0, verbose_name="auditor-days of the year"),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        ("frameworks", models.JSONField(blank=True, default=list, verbose_name="frameworks")),
                        ("methods", models.JSONField(blank=True, default=list, verbose_name="methods allowed")),
                        ("objectives", models.TextField(blank=True, verbose_name="objectives")),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="programme manager",
                            ),
                        ),
                        ("regions", models.JSONField(blank=True, default=list, verbose_name="regions")),
                        ("revision", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("in_review", "Waits for approval"),
                                    ("approved", "Approved"),
                                    ("closed", "Closed"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-year"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("year", "unit"),
                                name="one_programme_per_year",
                                violation_error_message="This unit has a programme for this year already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "in_review", "approved", "closed"])),
                                name="programme_state_known",
                            ),
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
                                verbose_name="area",
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
                        (
                            "auditor_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="The work of the whole team. Empty: the working days on site.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(400),
                                ],
                                verbose_name="auditor-days of each audit",
                            ),
                        ),
                        (
                            "change_level",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[
                                    django.core.validators.MaxValueValidator(3, "Levels go from 0 (none) to 3 (high).")
                                ],
                                verbose_name="change",
                            ),
                        ),
                        (
                            "impact",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="What a failure would mean: 1 (little) to 5 (severe).",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="impact",
                            ),
                        ),
                        (
                            "incident_level",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[
                                    django.core.validators.MaxValueValidator(3, "Levels go from 0 (none) to 3 (high).")
                                ],
                                verbose_name="incidents",
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
                            "regulator_interest",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[
                                    django.core.validators.MaxValueValidator(3, "Levels go from 0 (none) to 3 (high).")
                                ],
                                verbose_name="interest of regulators",
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.supplier",
                                verbose_name="supplier",
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
                        ("team_told_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "checklist_from",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="audits.audit",
                            ),
                        ),
                        (
                            "checklist_version",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audits",
                                to="audits.templateversion",
                            ),
                        ),
                        (
                            "cap_source",
                            models.CharField(
                                blank=True, editable=False, max_length=10, verbose_name="rule of the limit"
                            ),
                        ),
                        ("latest_end", models.DateField(blank=True, editable=False, null=True, verbose_name="ends by")),
                        (
                            "nc_cap_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="majors verified by"),
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
                        ("changed_in", models.JSONField(blank=True, default=dict, editable=False)),
                        (
                            "saved_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audit_teams",
                                to="directory.person",
                                verbose_name="person",
                            ),
                        ),
                        ("accepted_on", models.DateField(blank=True, editable=False, null=True)),
                        ("checked_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "external_name",
                            models.CharField(blank=True, max_length=150, verbose_name="name and organisation"),
                        ),
                        (
                            "independence",
                            models.CharField(
                                blank=True,
                                choices=[("clear", "Free of ties"), ("excepted", "By exception")],
                                editable=False,
                                max_length=10,
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
                            models.CheckConstraint(
                                condition=models.Q(("person", None), ("external_name", ""), _connector="XOR"),
                                name="seat_of_a_person_or_a_name",
                                violation_error_message="Name a person here or somebody from outside.",
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
                                    ("disputed", "Disputed, waits for the panel"),
                                    ("plan_submitted", "Plan to review"),
                                    ("action", "Corrective action under way"),
                                    ("implemented", "Implemented, waits for verification"),
                                    ("risk_accepted", "Risk accepted for a while"),
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
                        (
                            "cap_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="the body's limit"),
                        ),
                        (
                            "cap_source",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("letter", "The body's letter"),
                                    ("stage2", "Six months after stage 2"),
                                    ("recertification", "Before the certificate ends"),
                                    ("remedy", "30 days for the remedial proposal"),
                                ],
                                max_length=20,
                                verbose_name="where the limit comes from",
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "issued",
                                            "disputed",
                                            "plan_submitted",
                                            "action",
                                            "implemented",
                                            "risk_accepted",
                                            "closed",
                                            "noted",
                                            "published",
                                            "void",
                                        ],
                                    )
                                ),
                                name="finding_state_known",
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
                        ("branches", models.JSONField(blank=True, default=list, verbose_name="causes by category")),
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
                migrations.CreateModel(
                    name="Dispute",
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
                        ("reason", models.TextField(verbose_name="reason")),
                        ("raised_on", models.DateField(verbose_name="raised on")),
                        (
                            "type_before",
                            models.CharField(
                                choices=[
                                    ("major", "Major"),
                                    ("minor", "Minor"),
                                    ("ofi", "Opportunity"),
                                    ("observation", "Observation"),
                                    ("good_practice", "Good practice"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("upheld", "Upheld"), ("downgraded", "Downgraded"), ("voided", "Voided")],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("minutes", models.TextField(blank=True, verbose_name="minutes")),
                        ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                        (
                            "finding",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="dispute", to="audits.finding"
                            ),
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
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_on", None), ("outcome", "")),
                                    models.Q(
                                        models.Q(("outcome", ""), _negated=True),
                                        models.Q(("minutes", ""), _negated=True),
                                        ("decided_on__isnull", False),
                                        ("lead__isnull", False),
                                        ("officer__isnull", False),
                                        models.Q(("officer", models.F("lead")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_decided_dispute_has_a_panel",
                                violation_error_message="Two persons decide on a dispute, and their minutes stay.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Extension",
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
                        ("step", models.CharField(max_length=50)),
                        ("from_on", models.DateField(verbose_name="due before")),
                        ("to_on", models.DateField(verbose_name="due now")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("granted_on", models.DateField(verbose_name="granted on")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="audits.finding",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["finding", "granted_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("to_on__gt", models.F("from_on"))),
                                name="extension_moves_later",
                                violation_error_message="An extension moves a date to a later day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("granted_by", models.F("asked_by")), _negated=True),
                                    models.Q(
                                        ("confirmed_by", None),
                                        models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                name="nobody_extends_for_themselves",
                                violation_error_message="Another person than who asked decides on an extension.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskAcceptance",
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
                        ("reason", models.TextField(verbose_name="reason")),
                        ("accepted_on", models.DateField(verbose_name="accepted on")),
                        ("review_on", models.DateField(verbose_name="to be reviewed on")),
                        ("expires_on", models.DateField(verbose_name="accepted until")),
                        (
                            "state_before",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("issued", "Issued, waits for the plan"),
                                    ("disputed", "Disputed, waits for the panel"),
                                    ("plan_submitted", "Plan to review"),
                                    ("action", "Corrective action under way"),
                                    ("implemented", "Implemented, waits for verification"),
                                    ("risk_accepted", "Risk accepted for a while"),
                                    ("closed", "Closed"),
                                    ("noted", "Noted"),
                                    ("published", "Published"),
                                    ("void", "Void"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acceptances",
                                to="audits.finding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["finding", "accepted_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_on__gt", models.F("accepted_on")),
                                    ("review_on__gte", models.F("accepted_on")),
                                    ("review_on__lte", models.F("expires_on")),
                                ),
                                name="acceptance_days_in_order",
                                violation_error_message="The review lies between the acceptance and its end.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("accepted_by", models.F("asked_by")), _negated=True),
                                name="nobody_accepts_their_own_request",
                                violation_error_message="Another person than who asked accepts the risk.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on", None)),
                                fields=("finding",),
                                name="one_acceptance_at_a_time",
                                violation_error_message="The risk of this finding is accepted already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GapReason",
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
                        ("text", models.TextField(verbose_name="reason")),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assurance.area"
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gap_reasons",
                                to="audits.programme",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.unit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["area__order", "region__path"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "area", "region"),
                                name="one_reason_per_gap",
                                violation_error_message="This gap has its reason already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeReview",
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
                        ("achieved", models.TextField(verbose_name="what was achieved")),
                        ("lessons", models.TextField(verbose_name="lessons")),
                        ("next_year", models.TextField(verbose_name="changes for next year")),
                        ("closed_on", models.DateField(editable=False)),
                        (
                            "carried_over",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="audits.audit", verbose_name="carried over"
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        (
                            "programme",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review",
                                to="audits.programme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-closed_on"],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeRevision",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("on", models.DateField()),
                        ("what", models.TextField()),
                        ("reason", models.TextField(blank=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="audits.programme",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("programme", "number"), name="programme_revision_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeRisk",
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
                        ("text", models.TextField(verbose_name="risk")),
                        (
                            "likelihood",
                            models.PositiveSmallIntegerField(
                                help_text="1 (rare) to 5.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="likelihood",
                            ),
                        ),
                        (
                            "impact",
                            models.PositiveSmallIntegerField(
                                help_text="1 (little) to 5 (severe).",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="impact",
                            ),
                        ),
                        ("response", models.TextField(verbose_name="response")),
                        (
                            "programme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="risks", to="audits.programme"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
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
                            "role",
                            models.CharField(
                                blank=True,
                                help_text="Where the name is of no matter.",
                                max_length=150,
                                verbose_name="role",
                            ),
                        ),
                        ("was_present", models.BooleanField(default=True, verbose_name="was present")),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="audits.meeting",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["meeting", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("person", None), ("role", ""), _connector="XOR"),
                                name="attendance_of_a_person_or_a_role",
                                violation_error_message="Name a person or a role, one of the two.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False)),
                                fields=("meeting", "person"),
                                name="attendance_of_a_person_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("role", ""), _negated=True),
                                fields=("meeting", "role"),
                                name="attendance_of_a_role_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditorQualification",
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
                            "grade",
                            models.CharField(
                                choices=[
                                    ("auditor", "Auditor"),
                                    ("lead", "Lead auditor"),
                                    ("expert", "Technical expert"),
                                ],
                                max_length=10,
                                verbose_name="grade",
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="valid from")),
                        ("valid_until", models.DateField(verbose_name="valid until")),
                        (
                            "cpd_hours",
                            models.DecimalField(
                                decimal_places=1,
                                default=0,
                                help_text="What was credited for this qualification so far.",
                                max_digits=6,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="hours of further training",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidence",
                                verbose_name="evidence",
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="qualifications",
                                to="assurance.framework",
                                verbose_name="framework",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="qualifications",
                                to="directory.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["person__name", "framework__title", "valid_until"],
                        "indexes": [
                            models.Index(
                                fields=["person", "grade", "valid_until"], name="audits_audi_person__016cc8_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                                name="qualification_ends_after_it_begins",
                                violation_error_message="The last day cannot lie before the first.",
                            ),
                            models.UniqueConstraint(
                                fields=("person", "framework", "grade", "valid_from"),
                                name="qualified_once_from_a_day",
                                violation_error_message="This qualification is on the list already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
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
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("revoked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar_feeds",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at", None)),
                                fields=("user",),
                                name="one_live_calendar_address",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConflictDeclaration",
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
                                choices=[
                                    ("owned", "Owned it"),
                                    ("worked", "Worked in it"),
                                    ("advised", "Advised on it"),
                                    ("family", "Family"),
                                    ("financial", "Financial interest"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="from")),
                        (
                            "to_on",
                            models.DateField(
                                blank=True, help_text="Empty while it lasts.", null=True, verbose_name="until"
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="what it is about")),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("waiting", "Not looked at yet"),
                                    ("stands", "Stands"),
                                    ("dismissed", "Dismissed"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("decided_on", models.DateField(blank=True, editable=False, null=True)),
                        ("decision_note", models.TextField(blank=True, editable=False)),
                        (
                            "decided_by",
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
                            "other",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="other person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declared_conflicts",
                                to="directory.person",
                                verbose_name="auditor",
                            ),
                        ),
                        (
                            "process",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.process",
                                verbose_name="process",
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.supplier",
                                verbose_name="supplier",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-from_on", "-pk"],
                        "indexes": [models.Index(fields=["person", "decision"], name="audits_conf_person__bb5596_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="conflict_ends_after_it_begins",
                                violation_error_message="The last day cannot lie before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(
                                            ("other", None),
                                            ("process__isnull", False),
                                            ("supplier", None),
                                            ("unit", None),
                                        ),
                                        models.Q(
                                            ("other", None),
                                            ("process", None),
                                            ("supplier", None),
                                            ("unit__isnull", False),
                                        ),
                                        models.Q(
                                            ("other", None),
                                            ("process", None),
                                            ("supplier__isnull", False),
                                            ("unit", None),
                                        ),
                                        models.Q(
                                            ("other__isnull", False),
                                            ("process", None),
                                            ("supplier", None),
                                            ("unit", None),
                                        ),
                                        _connector="OR",
                                    )
                                ),
                                name="conflict_is_about_one_thing",
                                violation_error_message="Choose one process, unit, supplier or person.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("other", models.F("person")), _negated=True),
                                    ("other", None),
                                    _connector="OR",
                                ),
                                name="conflict_is_with_another",
                                violation_error_message="Choose another person than the auditor.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decision", "waiting"), ("decided_by__isnull", False), _connector="OR"
                                ),
                                name="conflict_decided_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndependenceException",
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
                                max_length=10,
                                verbose_name="part in the team",
                            ),
                        ),
                        ("ties", models.TextField(verbose_name="ties")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("mitigation", models.TextField(verbose_name="what makes up for it")),
                        ("approved_on", models.DateField()),
                        (
                            "approved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exceptions",
                                to="audits.audit",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                        (
                            "second_auditor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="second auditor",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["audit", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("audit", "person"),
                                name="one_exception_per_person",
                                violation_error_message="This person has an exception for the audit already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("approved_by", models.F("asked_by")), _negated=True),
                                name="exception_approved_by_another",
                                violation_error_message="Another person has to approve this.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("second_auditor", models.F("person")), _negated=True),
                                name="second_auditor_is_another",
                                violation_error_message="Choose another person as second auditor.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
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
                        ("reason", models.TextField(verbose_name="reason")),
                        ("raised_on", models.DateField()),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("waiting", "Not decided yet"),
                                    ("upheld", "Upheld"),
                                    ("dismissed", "Dismissed"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("decided_on", models.DateField(blank=True, editable=False, null=True)),
                        ("decision_note", models.TextField(blank=True, editable=False)),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="audits.audit",
                            ),
                        ),
                        (
                            "decided_by",
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="member of the team",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["audit", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("decision", "waiting")),
                                fields=("audit", "person"),
                                name="one_open_objection_per_person",
                                violation_error_message="An objection to this person waits for a decision already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by", None), ("decision", "waiting")),
                                    models.Q(("decided_by__isnull", False), ("decision__in", ["upheld", "dismissed"])),
                                    _connector="OR",
                                ),
                                name="objection_decided_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanSession",
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
                                choices=[
                                    ("opening", "Opening meeting"),
                                    ("session", "Session"),
                                    ("closing", "Closing meeting"),
                                ],
                                default="session",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("starts", models.TimeField(verbose_name="from")),
                        ("ends", models.TimeField(verbose_name="until")),
                        ("topic", models.CharField(max_length=200, verbose_name="topic")),
                        ("place", models.CharField(blank=True, max_length=300, verbose_name="place or link")),
                        (
                            "contact",
                            models.CharField(
                                blank=True, help_text="A role is enough.", max_length=200, verbose_name="with whom"
                            ),
                        ),
                        ("criteria", models.CharField(blank=True, max_length=200, verbose_name="criteria")),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        ("cancelled_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="audits.audit"
                            ),
                        ),
                        (
                            "auditor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_sessions",
                                to="directory.person",
                                verbose_name="auditor",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["day", "starts", "pk"],
                        "indexes": [models.Index(fields=["auditor", "day"], name="audits_plan_auditor_c60081_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends__gt", models.F("starts"))),
                                name="session_ends_after_it_starts",
                                violation_error_message="A session ends after it starts, on the same day.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkingPaper",
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
                        ("number", models.PositiveIntegerField(editable=False)),
                        ("ref", models.CharField(editable=False, max_length=30, unique=True, verbose_name="reference")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("interview", "Interview"),
                                    ("document_review", "Document review"),
                                    ("observation", "Observation"),
                                    ("sample", "Sample"),
                                    ("calculation", "Calculation"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="title")),
                        ("at", models.DateTimeField(verbose_name="when")),
                        (
                            "place",
                            models.CharField(
                                blank=True,
                                help_text="A room, a site, or “remote”.",
                                max_length=150,
                                verbose_name="place",
                            ),
                        ),
                        (
                            "persons",
                            models.TextField(
                                blank=True,
                                help_text="One per line. Write the role, not the name, where a role is enough.",
                                verbose_name="with whom",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="what was said, seen or computed")),
                        ("reviewed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="working_papers",
                                to="audits.audit",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="working_papers",
                                to="directory.person",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="working_papers",
                                to="audits.checklistitem",
                                verbose_name="question of the checklist",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["audit", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("audit", "number"), name="working_paper_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reviewed_by", None), ("reviewed_on", None)),
                                    models.Q(("reviewed_by__isnull", False), ("reviewed_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="signed_off_by_somebody_on_a_day",
                                violation_error_message="A sign-off has a person and a day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reviewed_by", None),
                                    models.Q(("reviewed_by", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_signs_off_their_own_paper",
                                violation_error_message="Somebody else than the author signs off.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sample",
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
                        ("number", models.PositiveIntegerField(editable=False)),
                        ("ref", models.CharField(editable=False, max_length=30, unique=True, verbose_name="reference")),
                        ("title", models.CharField(max_length=150, verbose_name="what is sampled")),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("evidence", "Evidence of the unit"),
                                    ("documents", "Guiding documents of the unit"),
                                    ("suppliers", "Suppliers of the unit"),
                                    ("gate_passes", "Decisions at the gates of the unit"),
                                    ("findings", "Findings of the unit"),
                                    ("people", "People at work in the unit, by number"),
                                    ("list", "An uploaded list"),
                                ],
                                max_length=20,
                                verbose_name="population",
                            ),
                        ),
                        (
                            "description",
                            models.TextField(
                                help_text="What is in it and what is not, and of which time.",
                                verbose_name="description of the population",
                            ),
                        ),
                        ("population", models.JSONField(default=list, editable=False)),
                        ("population_size", models.PositiveIntegerField(editable=False)),
                        ("sha256", models.CharField(editable=False, max_length=64)),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("random", "Random, with a seed"),
                                    ("stratified", "Stratified: random in every group"),
                                    ("judgement", "By judgement"),
                                    ("all", "All of them"),
                                ],
                                max_length=20,
                                verbose_name="method",
                            ),
                        ),
                        ("seed", models.CharField(blank=True, max_length=50, verbose_name="seed")),
                        ("size", models.PositiveIntegerField(verbose_name="size")),
                        ("drawn_on", models.DateField(editable=False)),
                        (
                            "extrapolation",
                            models.TextField(blank=True, verbose_name="what this says of the whole population"),
                        ),
                        ("finished_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="samples", to="audits.audit"
                            ),
                        ),
                        (
                            "drawn_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        (
                            "finished_by",
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
                            "paper",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="samples",
                                to="audits.workingpaper",
                                verbose_name="working paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["audit", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("audit", "number"), name="audit_sample_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("size__gte", 1), ("size__lte", models.F("population_size"))),
                                name="audit_sample_fits_its_population",
                                violation_error_message="A sample has at least one item, and no more than its population.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("method__in", ["random", "stratified"]), _negated=True),
                                    models.Q(("seed", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="audit_sample_at_random_has_a_seed",
                                violation_error_message="A draw at random needs a seed, so that it can be repeated.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SampleItem",
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
                        ("key", models.CharField(editable=False, max_length=100, verbose_name="id")),
                        ("label", models.CharField(blank=True, editable=False, max_length=250)),
                        ("stratum", models.CharField(blank=True, editable=False, max_length=100, verbose_name="group")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("conforms", "Conforms"),
                                    ("deviates", "Deviates"),
                                    ("not_available", "Not available"),
                                ],
                                max_length=20,
                                verbose_name="result",
                            ),
                        ),
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
                            "sample",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="audits.sample"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["sample", "order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("sample", "key"), name="sampled_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("result__in", ["deviates", "not_available"]), _negated=True),
                                    models.Q(("note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="what_does_not_conform_says_why",
                                violation_error_message="Say in the note what deviates, or why it is not available.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistTemplate",
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
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("purpose", models.TextField(blank=True, max_length=2000, verbose_name="what it is for")),
                    ],
                    options={
                        "ordering": ["name"],
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="checklist_template_once",
                                violation_error_message="There is a checklist of that name.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateVersion",
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
                        ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="version")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Draft"), ("released", "Released")],
                                default="draft",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "released_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="released on"),
                        ),
                        (
                            "released_by",
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
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="audits.checklisttemplate",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["template", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("template", "number"), name="template_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "draft")),
                                fields=("template",),
                                name="one_template_draft",
                                violation_error_message="A draft exists already: work on that one, or release it first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "released"])),
                                name="template_version_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TemplateQuestion",
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
                        ("title", models.CharField(max_length=80, verbose_name="short title")),
                        ("text", models.TextField(max_length=4000, verbose_name="question")),
                        ("guidance", models.TextField(blank=True, max_length=4000, verbose_name="guidance")),
                        ("expected", models.JSONField(blank=True, default=list, verbose_name="expected evidence")),
                        (
                            "requirement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.requirement",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="audits.question",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="audits.templateversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["version", "order"],
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "order"), name="template_question_order_once"),
                            models.UniqueConstraint(fields=("version", "source"), name="template_question_source_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingTemplate",
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
                        ("title", models.CharField(max_length=100, verbose_name="title")),
                        ("statement", models.TextField(max_length=4000, verbose_name="what is wrong")),
                        ("evidence", models.TextField(blank=True, max_length=4000, verbose_name="usual evidence")),
                        (
                            "retired_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="retired on"),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="finding_templates",
                                to="assurance.framework",
                            ),
                        ),
                        (
                            "requirement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="finding_templates",
                                to="assurance.requirement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["framework", "title"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("framework"),
                                django.db.models.functions.text.Lower("title"),
                                condition=models.Q(("retired_on", None)),
                                name="finding_template_once",
                                violation_error_message="This framework has a template of that title.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
