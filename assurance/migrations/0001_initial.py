import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("directory", "0001_initial"),
        ("directory", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("RD", "Research and development"),
                            ("SC", "Supply chain"),
                            ("SM", "Sales and marketing"),
                            ("DEL", "Delivery"),
                            ("TS", "Technical services"),
                        ],
                        editable=False,
                        max_length=5,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(editable=False)),
            ],
            options={
                "ordering": ["order"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__in", ["RD", "SC", "SM", "DEL", "TS"])), name="area_is_one_of_five"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("ref", models.CharField(editable=False, max_length=20, unique=True, verbose_name="reference")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("document", "Document"),
                            ("record", "Record"),
                            ("screenshot", "Screenshot"),
                            ("log_extract", "Log extract"),
                            ("test_report", "Test report"),
                            ("interview_note", "Interview note"),
                            ("photo", "Photo"),
                            ("certificate", "Certificate"),
                            ("letter", "Letter"),
                            ("opinion", "Opinion"),
                        ],
                        default="record",
                        max_length=20,
                        verbose_name="kind",
                    ),
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
                        verbose_name="grading",
                    ),
                ),
                (
                    "personal_data",
                    models.CharField(
                        choices=[("none", "None"), ("ordinary", "Ordinary"), ("special", "Special categories")],
                        default="none",
                        max_length=10,
                        verbose_name="personal data",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="source system")),
                ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="directory.unit"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="Framework",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("edition", models.CharField(max_length=20, verbose_name="edition")),
                ("issuer", models.CharField(max_length=100, verbose_name="issuer")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="withdrawn on")),
                ("licence_note", models.CharField(blank=True, max_length=200, verbose_name="licence note")),
                (
                    "predecessor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="assurance.framework",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "edition"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("title", "edition"),
                        name="edition_once",
                        violation_error_message="This edition of the framework is loaded already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Process",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
                ("qms_process", models.CharField(blank=True, max_length=50, verbose_name="QMS process")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="processes", to="assurance.area"
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputised_processes",
                        to="directory.person",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_processes",
                        to="directory.person",
                    ),
                ),
                ("regions", models.ManyToManyField(blank=True, related_name="regional_processes", to="directory.unit")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="processes", to="directory.unit"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "processes",
                "ordering": ["area__order", "code"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="version")),
                (
                    "as_of",
                    models.DateField(
                        help_text="The day the content speaks for, not the day of the upload.", verbose_name="as of"
                    ),
                ),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("quarantined", "Being checked"),
                            ("submitted", "To review"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("superseded", "Superseded"),
                        ],
                        default="quarantined",
                        editable=False,
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="assurance.evidence"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["evidence", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("evidence", "number"), name="evidence_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["quarantined", "submitted", "accepted", "rejected", "superseded"])
                        ),
                        name="evidence_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("as_of")), _connector="OR"
                        ),
                        name="evidence_valid_after_its_date",
                        violation_error_message="Evidence cannot lose its validity before the day it speaks for.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("ref", models.CharField(max_length=30, verbose_name="reference")),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "kind",
                    models.CharField(
                        choices=[("clause", "Clause"), ("control", "Control"), ("internal", "Internal requirement")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("assessable", models.BooleanField(default=True, verbose_name="assessable")),
                ("theme", models.CharField(blank=True, max_length=50, verbose_name="theme")),
                ("order", models.PositiveIntegerField(editable=False)),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="assurance.framework",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="assurance.requirement",
                    ),
                ),
            ],
            options={
                "ordering": ["framework", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework", "ref"),
                        name="requirement_once",
                        violation_error_message="This reference is in the framework already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("subject_uuid", models.UUIDField(editable=False)),
                ("purpose", models.CharField(max_length=50, verbose_name="purpose")),
                ("keep_until", models.DateField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="assurance.evidenceversion",
                    ),
                ),
            ],
            options={
                "ordering": ["created_at"],
                "indexes": [
                    models.Index(fields=["subject_type", "subject_uuid"], name="assurance_e_subject_2ff3de_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "subject_type", "subject_uuid", "purpose"),
                        name="linked_once",
                        violation_error_message="This version is linked here already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, verbose_name="file name")),
                ("size", models.BigIntegerField(verbose_name="size")),
                ("declared_type", models.CharField(max_length=100)),
                ("detected_type", models.CharField(max_length=100)),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                ("active_content", models.BooleanField(default=False)),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("pending", "Being scanned"),
                            ("clean", "Scanned, clean"),
                            ("infected", "Infected"),
                            ("unscannable", "Could not be scanned"),
                            ("not_scanned", "Not scanned"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("scanned_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="assurance.evidenceversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Control",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("code", models.CharField(max_length=30, unique=True, verbose_name="code")),
                ("statement", models.TextField(verbose_name="statement")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("preventive", "Preventive"),
                            ("detective", "Detective"),
                            ("corrective", "Corrective"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("frequency", models.CharField(blank=True, max_length=100, verbose_name="frequency")),
                (
                    "evidence_freshness_months",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1 month"),
                            (3, "3 months"),
                            (6, "6 months"),
                            (12, "12 months"),
                            (24, "24 months"),
                        ],
                        default=12,
                        verbose_name="evidence stays fresh for",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("operating", "Operating"), ("retired", "Retired")],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_controls",
                        to="directory.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="controls", to="directory.unit"
                    ),
                ),
                (
                    "requirements",
                    models.ManyToManyField(blank=True, related_name="controls", to="assurance.requirement"),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "operating", "retired"])), name="control_state_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RequirementMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("equal", "is equal to"),
                            ("subset", "is part of"),
                            ("superset", "contains"),
                            ("overlaps", "overlaps"),
                        ],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mappings", to="assurance.requirement"
                    ),
                ),
                (
                    "b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mapped_from",
                        to="assurance.requirement",
                    ),
                ),
            ],
            options={
                "ordering": ["a", "b"],
                "constraints": [models.UniqueConstraint(fields=("a", "b"), name="mapped_once")],
            },
        ),
    ]
