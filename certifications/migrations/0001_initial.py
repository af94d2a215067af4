import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from foundation.at_once import AtOnce


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("assurance", "0001_squashed_0012_document_writers"),
        ("audits", "0001_squashed_0002_report_content"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("directory", "0001_squashed_0003_administration"),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Grant",
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
                        ("organisation", models.CharField(max_length=150, verbose_name="organisation")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("certifier", "Certifier"),
                                    ("customer_auditor", "Customer's auditor"),
                                    ("inspector", "Inspector"),
                                ],
                                default="certifier",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                help_text="What they come for. They read this sentence in their room.",
                                max_length=200,
                                verbose_name="purpose",
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="first day")),
                        ("valid_until", models.DateField(verbose_name="last day")),
                        (
                            "max_grading",
                            models.CharField(
                                choices=[
                                    ("public", "Public"),
                                    ("internal", "Internal"),
                                    ("confidential", "Confidential"),
                                ],
                                default="internal",
                                help_text="What is graded higher stays closed, whatever else is chosen. Confidential needs counsel too.",
                                max_length=20,
                                verbose_name="shows up to",
                            ),
                        ),
                        ("allow_download", models.BooleanField(default=False, verbose_name="files may be taken away")),
                        (
                            "watermark",
                            models.BooleanField(
                                default=True, verbose_name="name, organisation and time on every page and file name"
                            ),
                        ),
                        (
                            "follow",
                            models.BooleanField(
                                default=False,
                                help_text="What is accepted later for a shown finding or control is shown too. Otherwise the scope stands.",
                                verbose_name="follows new evidence",
                            ),
                        ),
                        ("from_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("until_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waits for approval"),
                                    ("approved", "Approved, not begun"),
                                    ("live", "Live"),
                                    ("expired", "Ended"),
                                    ("revoked", "Revoked"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "audit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="audits.audit",
                                verbose_name="engagement",
                            ),
                        ),
                        (
                            "cleared_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "grantee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        (
                            "nda",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
                                verbose_name="agreement on confidentiality",
                            ),
                        ),
                        (
                            "renews",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewals",
                                to="certifications.grant",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="directory.unit",
                                verbose_name="host unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-valid_from", "-pk"],
                        "indexes": [
                            models.Index(fields=["unit", "state"], name="certificati_unit_id_76d690_idx"),
                            models.Index(fields=["state", "until_at"], name="certificati_state_3339fe_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["draft", "submitted", "approved", "live", "expired", "revoked", "withdrawn"],
                                    )
                                ),
                                name="grant_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                                name="grant_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("max_grading__in", ["public", "internal", "confidential"])),
                                name="no_grant_shows_secrets",
                                violation_error_message="Nothing secret is shown to people outside.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("requested_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_approves_their_own_grant",
                                violation_error_message="You asked for this yourself. Another officer has to decide.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["approved", "live"]), _negated=True),
                                    models.Q(
                                        ("approved_by__isnull", False),
                                        ("from_at__isnull", False),
                                        ("until_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="open_grants_are_approved",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Acknowledgement",
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
                        ("rules", models.CharField(max_length=20)),
                        ("nda_sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acknowledgements",
                                to="certifications.grant",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("grant", "user", "rules"),
                                name="acknowledged_once",
                                violation_error_message="You have acknowledged these rules already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GrantRule",
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
                        ("subject_uuid", models.UUIDField(editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("audit", "An audit with its findings and report"),
                                    ("audit_evidence", "The evidence of an audit's findings"),
                                    ("finding", "A finding"),
                                    ("finding_evidence", "The evidence of a finding"),
                                    ("evidence", "A piece of evidence"),
                                    ("framework", "A framework with its requirements"),
                                    ("framework_controls", "The controls that meet a framework, and their evidence"),
                                    ("process", "A process"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rules",
                                to="certifications.grant",
                            ),
                        ),
                        (
                            "subject_type",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["grant", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("grant", "kind", "subject_type", "subject_uuid"),
                                name="granted_by_one_rule",
                                violation_error_message="This is in the grant already.",
                            )
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
                        ("subject_uuid", models.UUIDField(editable=False)),
                        ("ref", models.CharField(editable=False, max_length=20, unique=True, verbose_name="reference")),
                        ("title", models.CharField(max_length=200, verbose_name="question")),
                        ("about", models.CharField(editable=False, max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waits for an answer"),
                                    ("answered", "Answered"),
                                    ("closed", "Closed"),
                                ],
                                default="open",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="certifications.grant",
                            ),
                        ),
                        (
                            "subject_type",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "answered", "closed"])),
                                name="question_state_known",
                            )
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
                        (
                            "population",
                            models.CharField(
                                help_text="Such as: remote sessions of October, all regions.",
                                max_length=200,
                                verbose_name="from what",
                            ),
                        ),
                        (
                            "items",
                            models.TextField(
                                help_text="Numbers, or how many and how they are picked.",
                                max_length=2000,
                                verbose_name="which items",
                            ),
                        ),
                        (
                            "answer",
                            models.TextField(blank=True, editable=False, max_length=2000, verbose_name="answer"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("proposed", "Proposed"), ("agreed", "Agreed"), ("declined", "Declined")],
                                default="proposed",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "grant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="samples",
                                to="certifications.grant",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["proposed", "agreed", "declined"])),
                                name="sample_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
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
                        ("text", models.TextField(max_length=5000, verbose_name="text")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="certifications.question",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["created_at", "pk"],
                    },
                ),
            ],
        ),
    ]
