import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from foundation.at_once import AtOnce
from foundation.triggers import apart, protect

AREAS = ("RD", "SC", "SM", "DEL", "TS")


def add_areas(apps, editor):
    area = apps.get_model("assurance", "Area")
    for order, code in enumerate(AREAS, start=1):
        area.objects.get_or_create(code=code, defaults={"order": order})


class Migration(migrations.Migration):
    replaces = [
        ("assurance", "0001_initial"),
        ("assurance", "0002_areas"),
        ("assurance", "0003_assurance_system"),
        ("assurance", "0004_in_use"),
        ("assurance", "0005_suppliers"),
        ("assurance", "0006_framework_imports"),
        ("assurance", "0007_documents"),
        ("assurance", "0008_matrix"),
        ("assurance", "0009_vault"),
        ("assurance", "0010_system"),
        ("assurance", "0011_processes_and_gates"),
        ("assurance", "0012_document_writers"),
        ("assurance", "0001_squashed_0012_document_writers"),
        ("assurance", "0013_first_accepted"),
        ("assurance", "0014_management_review"),
    ]

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("directory", "0001_squashed_0005_guides_read"),
        ("foundation", "0001_squashed_0022_imports"),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Area",
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
                                condition=models.Q(("code__in", ["RD", "SC", "SM", "DEL", "TS"])),
                                name="area_is_one_of_five",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="directory.unit",
                            ),
                        ),
                        (
                            "retention",
                            models.CharField(
                                choices=[
                                    ("general", "General record"),
                                    ("audit", "Audit file"),
                                    ("certificate", "Certificate file"),
                                ],
                                default="general",
                                max_length=20,
                                verbose_name="retention class",
                            ),
                        ),
                        (
                            "disposal_due",
                            models.DateField(db_index=True, editable=False, null=True, verbose_name="kept until"),
                        ),
                        ("proposed_on", models.DateField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name_plural": "evidence",
                        "ordering": ["-created_at"],
                    },
                ),
                migrations.CreateModel(
                    name="Framework",
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
                        (
                            "active",
                            models.BooleanField(
                                default=True,
                                help_text="An edition that is not in use yet is offered nowhere.",
                                verbose_name="in use",
                            ),
                        ),
                        (
                            "source_version",
                            models.CharField(
                                blank=True, editable=False, max_length=50, verbose_name="version of the list"
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="processes",
                                to="assurance.area",
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
                        (
                            "regions",
                            models.ManyToManyField(blank=True, related_name="regional_processes", to="directory.unit"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="processes",
                                to="directory.unit",
                            ),
                        ),
                        (
                            "next_review_on",
                            models.DateField(db_index=True, editable=False, null=True, verbose_name="next review"),
                        ),
                        ("qms_clauses", models.CharField(blank=True, max_length=100, verbose_name="QMS clauses")),
                        ("qms_document", models.CharField(blank=True, max_length=50, verbose_name="QMS document")),
                        (
                            "review_months",
                            models.PositiveSmallIntegerField(default=12, verbose_name="reviewed every (months)"),
                        ),
                        ("reviewed_on", models.DateField(editable=False, null=True, verbose_name="last reviewed on")),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Draft"), ("active", "Active"), ("retired", "Retired")],
                                default="draft",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "next_deputy",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        (
                            "next_owner",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offered_processes",
                                to="directory.person",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="assurance.process",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "processes",
                        "ordering": ["area__order", "code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "active", "retired"])),
                                name="process_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("review_months__gte", 1), ("review_months__lte", 60)),
                                name="process_review_months_possible",
                                violation_error_message="A process is reviewed at least every 60 months.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parent", None),
                                    models.Q(("parent", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="process_is_no_part_of_itself",
                                violation_error_message="A process is no part of itself.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("owner", None),
                                    models.Q(("owner", models.F("deputy")), _negated=True),
                                    _connector="OR",
                                ),
                                name="process_deputy_is_somebody_else",
                                violation_error_message="The deputy is somebody else than the owner.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceVersion",
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
                        ("number", models.PositiveIntegerField(editable=False, verbose_name="version")),
                        (
                            "as_of",
                            models.DateField(
                                help_text="The day the content speaks for, not the day of the upload.",
                                verbose_name="as of",
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
                                    ("disposed", "Disposed of"),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="assurance.evidence",
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
                        ("first_accepted_at", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["evidence", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("evidence", "number"), name="evidence_version_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None), ("valid_until__gte", models.F("as_of")), _connector="OR"
                                ),
                                name="evidence_valid_after_its_date",
                                violation_error_message="Evidence cannot lose its validity before the day it speaks for.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["quarantined", "submitted", "accepted", "rejected", "superseded", "disposed"],
                                    )
                                ),
                                name="evidence_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Requirement",
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
                        ("ref", models.CharField(max_length=30, verbose_name="reference")),
                        ("title", models.CharField(max_length=250, verbose_name="title")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("clause", "Clause"),
                                    ("control", "Control"),
                                    ("enhancement", "Control enhancement"),
                                    ("internal", "Internal requirement"),
                                ],
                                max_length=12,
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
                        ("family", models.CharField(blank=True, max_length=50, verbose_name="family")),
                        ("source_id", models.CharField(blank=True, max_length=100, verbose_name="id in the catalogue")),
                        ("withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
                    ],
                    options={
                        "ordering": ["framework", "order"],
                        "indexes": [
                            models.Index(fields=["framework", "family"], name="assurance_r_framewo_914f57_idx")
                        ],
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
                        ("purpose", models.CharField(max_length=50, verbose_name="purpose")),
                        ("keep_until", models.DateField(blank=True, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        ("checked_at", models.DateTimeField(db_index=True, editable=False, null=True)),
                        ("disposed_at", models.DateTimeField(editable=False, null=True)),
                        ("suspect_since", models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["version", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RequirementMapping",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mappings",
                                to="assurance.requirement",
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
                migrations.CreateModel(
                    name="Supplier",
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
                        ("name", models.CharField(max_length=150, unique=True, verbose_name="name")),
                        (
                            "country",
                            models.CharField(
                                max_length=2,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Z]{2}$", "Two capital letters (ISO 3166-1)."
                                    )
                                ],
                                verbose_name="country",
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("materials", "Materials"),
                                    ("outsourcing", "Software outsourcing"),
                                    ("ems", "Electronics manufacturing"),
                                    ("logistics", "Logistics"),
                                    ("engineering", "Engineering service"),
                                    ("software", "Software and open source"),
                                ],
                                max_length=20,
                                verbose_name="category",
                            ),
                        ),
                        (
                            "criticality",
                            models.CharField(
                                choices=[("critical", "Critical"), ("important", "Important"), ("normal", "Normal")],
                                default="normal",
                                max_length=10,
                                verbose_name="criticality",
                            ),
                        ),
                        (
                            "agreement_until",
                            models.DateField(blank=True, null=True, verbose_name="agreement valid until"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("candidate", "Candidate"),
                                    ("admitted", "Admitted"),
                                    ("watch", "Under watch"),
                                    ("blocked", "Blocked"),
                                    ("exited", "Left"),
                                ],
                                default="candidate",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
                                verbose_name="security agreement",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owned_suppliers",
                                to="directory.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suppliers",
                                to="directory.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "indexes": [
                            models.Index(fields=["criticality", "state"], name="assurance_s_critica_6e3c9d_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["candidate", "admitted", "watch", "blocked", "exited"])
                                ),
                                name="supplier_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agreement__isnull", False), ("agreement_until", None), _connector="OR"
                                ),
                                name="agreement_ends_only_where_there_is_one",
                                violation_error_message="Choose the agreement whose end this is.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
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
                        ("number", models.CharField(max_length=30, unique=True, verbose_name="number")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("regulation", "Management regulation"),
                                    ("specification", "Technical specification"),
                                    ("guideline", "Guideline"),
                                ],
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
                            "review_months",
                            models.PositiveSmallIntegerField(default=12, verbose_name="reviewed every (months)"),
                        ),
                        (
                            "requires_attestation",
                            models.BooleanField(default=False, verbose_name="to be signed by its readers"),
                        ),
                        (
                            "audience_kinds",
                            models.JSONField(blank=True, default=list, verbose_name="for these kinds of people"),
                        ),
                        (
                            "audience_roles",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="directory.jobrole", verbose_name="for these jobs"
                            ),
                        ),
                        (
                            "audience_units",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="directory.unit", verbose_name="for these units"
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owned_documents",
                                to="directory.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="directory.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("review_months__gte", 1), ("review_months__lte", 60)),
                                name="document_review_months_possible",
                                violation_error_message="A document is reviewed at least every 60 months.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Control",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="controls",
                                to="directory.unit",
                            ),
                        ),
                        (
                            "requirements",
                            models.ManyToManyField(blank=True, related_name="controls", to="assurance.requirement"),
                        ),
                        (
                            "design",
                            models.CharField(
                                choices=[
                                    ("not_rated", "Not rated"),
                                    ("effective", "Effective"),
                                    ("partly", "Partly effective"),
                                    ("not_effective", "Not effective"),
                                ],
                                default="not_rated",
                                max_length=20,
                                verbose_name="design",
                            ),
                        ),
                        (
                            "operation",
                            models.CharField(
                                choices=[
                                    ("not_rated", "Not rated"),
                                    ("effective", "Effective"),
                                    ("partly", "Partly effective"),
                                    ("not_effective", "Not effective"),
                                ],
                                default="not_rated",
                                max_length=20,
                                verbose_name="operation",
                            ),
                        ),
                        (
                            "guidance",
                            models.ManyToManyField(
                                blank=True,
                                related_name="controls",
                                to="assurance.document",
                                verbose_name="guiding documents",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "operating", "retired"])),
                                name="control_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Cell",
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
                        ("applicable", models.BooleanField(default=True, editable=False, verbose_name="applicable")),
                        (
                            "reason",
                            models.TextField(
                                blank=True, editable=False, max_length=2000, verbose_name="why it does not apply"
                            ),
                        ),
                        ("decided_on", models.DateField(editable=False, null=True, verbose_name="decided on")),
                        ("fresh_until", models.DateField(editable=False, null=True)),
                        (
                            "control",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cells",
                                to="assurance.control",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owned_cells",
                                to="directory.person",
                            ),
                        ),
                        (
                            "process",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cells",
                                to="assurance.process",
                            ),
                        ),
                        (
                            "requirement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cells",
                                to="assurance.requirement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["process__area__order", "process__code", "requirement__order"],
                        "indexes": [
                            models.Index(fields=["requirement", "process"], name="assurance_c_require_51fd30_idx"),
                            models.Index(fields=["fresh_until"], name="assurance_c_fresh_u_286615_idx"),
                            models.Index(fields=["updated_at"], name="assurance_c_updated_39320f_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("process", "requirement"),
                                name="cell_once",
                                violation_error_message="This requirement is in the matrix for this process already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("applicable", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="exclusion_has_a_reason",
                                violation_error_message="Say why the requirement does not apply.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EditionTransition",
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
                            "no_new_after",
                            models.DateField(blank=True, null=True, verbose_name="no new certificates after"),
                        ),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                        (
                            "new",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transitions_to",
                                to="assurance.framework",
                            ),
                        ),
                        (
                            "old",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transitions_from",
                                to="assurance.framework",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["old", "new"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("old", "new"),
                                name="transition_once",
                                violation_error_message="This transition is recorded already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("old", models.F("new")), _negated=True),
                                name="transition_between_two_editions",
                                violation_error_message="A transition leads from one edition to another.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceRequest",
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
                        ("title", models.CharField(max_length=200, verbose_name="what is asked for")),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="note")),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("returned", models.PositiveSmallIntegerField(default=0, editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Asked"),
                                    ("answered", "Answered"),
                                    ("accepted", "Accepted"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="asked",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="assurance.evidenceversion",
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
                            "asked_of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_requests",
                                to="directory.person",
                                verbose_name="asked of",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_requests",
                                to="directory.unit",
                            ),
                        ),
                        ("overdue_told_on", models.DateField(editable=False, null=True)),
                        ("reminded_on", models.DateField(editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(fields=["state", "due_on"], name="assurance_e_state_5b2536_idx"),
                            models.Index(
                                fields=["subject_type", "subject_uuid"], name="assurance_e_subject_eee799_idx"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["asked", "answered", "accepted", "cancelled"])),
                                name="evidence_request_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Gate",
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
                        ("code", models.CharField(max_length=20, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("order", models.PositiveSmallIntegerField(default=1, verbose_name="place in the process")),
                        (
                            "blocking",
                            models.BooleanField(
                                default=True,
                                help_text="Nothing passes while a required control has no fresh evidence.",
                                verbose_name="blocking",
                            ),
                        ),
                        (
                            "controls",
                            models.ManyToManyField(
                                blank=True,
                                related_name="gates",
                                to="assurance.control",
                                verbose_name="required controls",
                            ),
                        ),
                        (
                            "process",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gates",
                                to="assurance.process",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["process__area__order", "process__code", "order", "code"],
                    },
                ),
                migrations.CreateModel(
                    name="GovernanceRole",
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
                                    ("chair", "Chair of the committee"),
                                    ("member", "Member of the committee"),
                                    ("global_officer", "Global security officer"),
                                    ("regional_officer", "Regional security officer"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        ("duties", models.CharField(blank=True, max_length=300, verbose_name="duties")),
                        ("from_on", models.DateField(verbose_name="from")),
                        ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="governance_roles",
                                to="directory.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="governance_roles",
                                to="directory.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "unit__path", "person__name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="governance_role_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalHold",
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
                        ("matter", models.CharField(max_length=100, verbose_name="matter")),
                        ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                        ("placed_at", models.DateTimeField(auto_now_add=True)),
                        ("lifted_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="assurance.evidence",
                            ),
                        ),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("lifted_because", models.TextField(blank=True, editable=False, max_length=2000)),
                    ],
                    options={
                        "ordering": ["evidence", "-placed_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_at", None)),
                                fields=("evidence", "matter"),
                                name="one_hold_per_matter",
                                violation_error_message="This evidence is held for this matter already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatrixSnapshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("area", models.CharField(max_length=5)),
                        ("region", models.CharField(blank=True, max_length=20)),
                        ("status", models.CharField(max_length=20)),
                        ("number", models.PositiveIntegerField()),
                    ],
                    options={
                        "ordering": ["-on", "area", "region", "status"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("on", "area", "region", "status"), name="matrix_snapshot_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Product",
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
                        ("code", models.CharField(max_length=30, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("purpose", models.TextField(blank=True, max_length=2000, verbose_name="what it is for")),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owned_products",
                                to="directory.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="products",
                                to="directory.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="ScopeStatement",
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
                        ("number", models.PositiveIntegerField(editable=False, verbose_name="version")),
                        ("text", models.TextField(max_length=10000, verbose_name="scope statement")),
                        ("change_note", models.CharField(blank=True, max_length=300, verbose_name="what changed")),
                        ("approved_on", models.DateField(editable=False, null=True, verbose_name="approved on")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("in_review", "In review"),
                                    ("approved", "In force"),
                                    ("superseded", "Superseded"),
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
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "author",
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
                                related_name="scope_statements",
                                to="directory.unit",
                            ),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(editable=False, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                    options={
                        "ordering": ["unit", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("unit", "number"), name="scope_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "approved")), fields=("unit",), name="one_scope_in_force"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["draft", "in_review"])),
                                fields=("unit",),
                                name="one_scope_in_work",
                                violation_error_message="A new version is being written already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "in_review", "approved", "superseded"])),
                                name="scope_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "in_review"]),
                                    models.Q(("approved_by__isnull", False), ("approved_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="scope_in_force_was_approved",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="scope_is_approved_by_another",
                                violation_error_message="The author does not approve the scope.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Upload",
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
                        ("name", models.CharField(max_length=255)),
                        ("content_type", models.CharField(blank=True, max_length=100)),
                        ("size", models.BigIntegerField()),
                        ("offset", models.BigIntegerField(default=0)),
                        ("path", models.CharField(editable=False, max_length=100)),
                        ("expires_at", models.DateTimeField(db_index=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("offset__gte", 0), ("offset__lte", models.F("size"))),
                                name="upload_within_its_size",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assessment",
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
                        ("on", models.DateField(verbose_name="assessed on")),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="score (0 to 100)",
                            ),
                        ),
                        ("note", models.TextField(blank=True, max_length=2000, verbose_name="what was found")),
                        ("next_on", models.DateField(editable=False, verbose_name="next assessment")),
                        (
                            "assessed_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="assurance.supplier",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["supplier", "-on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("score__lte", 100)), name="assessment_score_possible"
                            ),
                            models.UniqueConstraint(
                                fields=("supplier", "on"),
                                name="one_assessment_a_day",
                                violation_error_message="An assessment of this day is recorded already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("next_on__gt", models.F("on"))),
                                name="next_assessment_comes_after_this_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContinuityStatement",
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
                            "says",
                            models.CharField(
                                choices=[
                                    ("continues", "Continues"),
                                    ("conditions", "Continues with conditions"),
                                    ("delayed", "Delayed"),
                                    ("reduced", "Reduced"),
                                    ("stopped", "Stopped"),
                                ],
                                max_length=12,
                                verbose_name="statement",
                            ),
                        ),
                        (
                            "source_kind",
                            models.CharField(
                                choices=[
                                    ("own_written", "Supplier, in writing to us"),
                                    ("own_public", "Supplier, in public"),
                                    ("contract", "Contract"),
                                    ("delivery", "Our delivery data"),
                                    ("press", "Press"),
                                    ("hearsay", "Hearsay"),
                                ],
                                max_length=12,
                                verbose_name="source",
                            ),
                        ),
                        ("source_on", models.DateField(verbose_name="dated")),
                        ("received_on", models.DateField(verbose_name="received on")),
                        ("quote", models.TextField(max_length=4000, verbose_name="in its own words")),
                        ("valid_until", models.DateField(editable=False, verbose_name="valid until")),
                        ("verified_on", models.DateField(editable=False, null=True, verbose_name="verified on")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unverified", "Not verified"),
                                    ("verified", "Verified"),
                                    ("contradicted", "Contradicted"),
                                ],
                                default="unverified",
                                editable=False,
                                max_length=15,
                                verbose_name="verification",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statements",
                                to="assurance.supplier",
                            ),
                        ),
                        (
                            "judgement",
                            models.TextField(
                                blank=True, editable=False, max_length=2000, verbose_name="how it was judged"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["supplier", "-source_on", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["supplier", "state", "source_on"], name="assurance_c_supplie_39690b_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["unverified", "verified", "contradicted"])),
                                name="statement_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("received_on__gte", models.F("source_on"))),
                                name="statement_received_after_it_was_made",
                                violation_error_message="A statement cannot be received before the day it is dated.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "verified"), _negated=True),
                                    models.Q(("source_kind__in", ["press", "hearsay"]), _negated=True),
                                    _connector="OR",
                                ),
                                name="press_alone_never_verifies",
                                violation_error_message="Press and hearsay alone are never verified; record the supplier's own word.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "verified"), _negated=True),
                                    models.Q(("verified_by__isnull", False), ("verified_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="verified_statement_says_by_whom",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verified_by", None),
                                    models.Q(("verified_by", models.F("recorded_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_verifies_what_they_recorded",
                                violation_error_message="You recorded this statement. Somebody else has to judge it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gte", models.F("source_on"))),
                                name="statement_ends_after_it_was_made",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentVersion",
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
                        ("major", models.PositiveIntegerField(verbose_name="version")),
                        ("minor", models.PositiveIntegerField(default=0)),
                        ("change_note", models.CharField(blank=True, max_length=300, verbose_name="what changed")),
                        ("approved_on", models.DateField(editable=False, null=True, verbose_name="approved on")),
                        ("effective_from", models.DateField(blank=True, null=True, verbose_name="in effect from")),
                        ("effective_to", models.DateField(editable=False, null=True, verbose_name="in effect until")),
                        ("reviewed_on", models.DateField(editable=False, null=True, verbose_name="last reviewed on")),
                        ("next_review_on", models.DateField(editable=False, null=True, verbose_name="next review")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("in_review", "In review"),
                                    ("approved", "Approved, not yet in effect"),
                                    ("effective", "In effect"),
                                    ("superseded", "Superseded"),
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
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="assurance.document",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="document_versions",
                                to="assurance.evidenceversion",
                            ),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(editable=False, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                    options={
                        "ordering": ["document", "-major", "-minor"],
                        "indexes": [
                            models.Index(fields=["state", "effective_from"], name="assurance_d_state_b9fe01_idx"),
                            models.Index(fields=["state", "next_review_on"], name="assurance_d_state_47353b_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document", "major", "minor"),
                                name="document_version_once",
                                violation_error_message="This version number is taken.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "effective")),
                                fields=("document",),
                                name="one_effective_version",
                                violation_error_message="Another version of this document is in effect.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["approved", "effective", "superseded", "withdrawn"])),
                                fields=("document", "effective_from"),
                                name="one_version_takes_effect_a_day",
                                violation_error_message="Another version of this document takes effect on this day.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["draft", "in_review"])),
                                fields=("document",),
                                name="one_version_in_work",
                                violation_error_message="A new version of this document is being written already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["draft", "in_review", "approved", "effective", "superseded", "withdrawn"],
                                    )
                                ),
                                name="document_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effective_to", None),
                                    ("effective_to__gte", models.F("effective_from")),
                                    _connector="OR",
                                ),
                                name="document_ends_after_it_starts",
                                violation_error_message="A version cannot end before it takes effect.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "in_review"]),
                                    ("effective_from__isnull", False),
                                    _connector="OR",
                                ),
                                name="document_counts_from_a_day",
                                violation_error_message="An approved version says from which day it counts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["superseded", "withdrawn"]), _negated=True),
                                    ("effective_to__isnull", False),
                                    _connector="OR",
                                ),
                                name="document_counted_until_a_day",
                                violation_error_message="A version that counts no more says until which day it did.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["approved", "effective"]), _negated=True),
                                    ("effective_to", None),
                                    _connector="OR",
                                ),
                                name="document_counts_without_end",
                                violation_error_message="A version that counts, or will, has no last day yet.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="document_author_is_not_approver",
                                violation_error_message="You wrote this version. Somebody else has to approve it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductVersion",
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
                        ("number", models.CharField(max_length=40, verbose_name="version")),
                        ("released_on", models.DateField(blank=True, null=True, verbose_name="released on")),
                        ("supported_until", models.DateField(blank=True, null=True, verbose_name="supported until")),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="assurance.product",
                            ),
                        ),
                        (
                            "sbom",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
                                verbose_name="software bill of materials",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["product", "-released_on", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("product", "number"),
                                name="product_version_once",
                                violation_error_message="This version of the product is registered already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("released_on", None),
                                    ("supported_until", None),
                                    ("supported_until__gte", models.F("released_on")),
                                    _connector="OR",
                                ),
                                name="support_ends_after_release",
                                violation_error_message="Support cannot end before the release.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Build",
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
                        ("number", models.CharField(max_length=40, verbose_name="build")),
                        (
                            "sha256",
                            models.CharField(
                                max_length=64,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9a-f]{64}\\Z", "64 hexadecimal digits, in small letters."
                                    )
                                ],
                                verbose_name="SHA-256",
                            ),
                        ),
                        ("built_on", models.DateField(verbose_name="built on")),
                        ("builder", models.CharField(max_length=150, verbose_name="built by")),
                        (
                            "toolchain_sha256",
                            models.CharField(
                                blank=True,
                                max_length=64,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9a-f]{64}\\Z", "64 hexadecimal digits, in small letters."
                                    )
                                ],
                                verbose_name="digest of the toolchain",
                            ),
                        ),
                        ("reproducible", models.BooleanField(default=False, verbose_name="reproducible")),
                        ("signed_by", models.CharField(blank=True, max_length=150, verbose_name="signed by")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="builds",
                                to="assurance.productversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["version", "-built_on", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "number"),
                                name="build_once",
                                violation_error_message="This build is registered already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Component",
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
                        ("number", models.CharField(max_length=40, unique=True, verbose_name="part number")),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        (
                            "stock_cover_days",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="stock covers (days)"),
                        ),
                        (
                            "alternatives",
                            models.ManyToManyField(blank=True, to="assurance.component", verbose_name="alternatives"),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="components",
                                to="directory.unit",
                            ),
                        ),
                        (
                            "used_in",
                            models.ManyToManyField(
                                blank=True,
                                related_name="components",
                                to="assurance.productversion",
                                verbose_name="used in",
                            ),
                        ),
                        (
                            "suppliers",
                            models.ManyToManyField(
                                related_name="components", to="assurance.supplier", verbose_name="suppliers"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="GatePass",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("release", "Release"),
                                    ("supplier", "Supplier"),
                                    ("bid", "Bid"),
                                    ("site", "Site"),
                                    ("ticket", "Ticket"),
                                ],
                                max_length=10,
                                verbose_name="kind of subject",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="subject")),
                        ("opened_on", models.DateField(verbose_name="opened on")),
                        ("decided_on", models.DateField(editable=False, null=True, verbose_name="decided on")),
                        (
                            "conditions",
                            models.TextField(blank=True, editable=False, max_length=2000, verbose_name="conditions"),
                        ),
                        (
                            "was_complete",
                            models.BooleanField(
                                editable=False, null=True, verbose_name="all required evidence at the decision"
                            ),
                        ),
                        (
                            "waiver_reason",
                            models.TextField(
                                blank=True, editable=False, max_length=2000, verbose_name="reason of the waiver"
                            ),
                        ),
                        ("waiver_until", models.DateField(editable=False, null=True, verbose_name="waived until")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "To decide"),
                                    ("passed", "Passed"),
                                    ("conditional", "Passed with conditions"),
                                    ("failed", "Not passed"),
                                    ("waived", "Waived"),
                                ],
                                default="open",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "gate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="passes", to="assurance.gate"
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "waiver_asked_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gate_passes",
                                to="assurance.productversion",
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gate_passes",
                                to="assurance.supplier",
                            ),
                        ),
                        (
                            "waiver_approved_by",
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
                        "ordering": ["-opened_on", "-pk"],
                        "verbose_name_plural": "gate passes",
                        "indexes": [models.Index(fields=["state", "decided_on"], name="assurance_g_state_d43c3b_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["open", "passed", "conditional", "failed", "waived"])
                                ),
                                name="gate_pass_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "waived"), _negated=True),
                                    models.Q(
                                        models.Q(("waiver_reason", ""), _negated=True),
                                        ("waiver_approved_by__isnull", False),
                                        ("waiver_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="waiver_has_reason_and_end",
                                violation_error_message="A waiver needs a reason, an approver and a last day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "open"),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        ("decided_on__isnull", False),
                                        ("was_complete__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="gate_decision_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "release"), ("supplier", None), ("version__isnull", False)),
                                    models.Q(("kind", "supplier"), ("supplier__isnull", False), ("version", None)),
                                    models.Q(
                                        ("kind__in", ["bid", "site", "ticket"]), ("supplier", None), ("version", None)
                                    ),
                                    _connector="OR",
                                ),
                                name="gate_pass_names_its_subject",
                                violation_error_message="A release names its version, a supplier itself; the others neither.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open"), ("version__isnull", False)),
                                fields=("gate", "version"),
                                name="release_waits_once_at_a_gate",
                                violation_error_message="This release waits at this gate already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open"), ("supplier__isnull", False)),
                                fields=("gate", "supplier"),
                                name="supplier_waits_once_at_a_gate",
                                violation_error_message="This supplier waits at this gate already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrameworkImport",
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
                        ("code", models.SlugField(verbose_name="code")),
                        ("facts", models.JSONField(default=dict, editable=False)),
                        ("file_name", models.CharField(max_length=255, verbose_name="file")),
                        ("file_sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("version", models.CharField(blank=True, max_length=50, verbose_name="version in the file")),
                        ("lines", models.JSONField(editable=False)),
                        ("difference", models.JSONField(editable=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("read", "Read, to be taken over"),
                                    ("taken", "Taken over"),
                                    ("dropped", "Dropped"),
                                ],
                                default="read",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to="assurance.framework",
                            ),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="foundation.job",
                            ),
                        ),
                        (
                            "read_by",
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
                                condition=models.Q(("state__in", ["read", "taken", "dropped"])),
                                name="framework_import_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ManagementReview",
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
                        ("planned_on", models.DateField(verbose_name="planned for")),
                        ("agenda", models.TextField(blank=True, max_length=10000, verbose_name="agenda")),
                        ("cut_off", models.DateField(editable=False, null=True, verbose_name="data cut-off")),
                        ("held_on", models.DateField(editable=False, null=True, verbose_name="held on")),
                        ("attendance", models.TextField(blank=True, max_length=5000, verbose_name="who took part")),
                        ("minutes", models.TextField(blank=True, max_length=20000, verbose_name="minutes")),
                        ("signed_on", models.DateField(editable=False, null=True, verbose_name="signed on")),
                        ("content", models.JSONField(blank=True, default=dict, editable=False)),
                        ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("gathered", "Inputs gathered"),
                                    ("held", "Held, not signed"),
                                    ("signed", "Signed"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "chair",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="chair",
                            ),
                        ),
                        (
                            "prepared_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="management_reviews",
                                to="directory.unit",
                            ),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(editable=False, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                    options={
                        "ordering": ["-planned_on", "-pk"],
                        "indexes": [models.Index(fields=["state", "planned_on"], name="assurance_m_state_0c6c5c_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["planned", "gathered", "held", "signed", "cancelled"])
                                ),
                                name="management_review_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["planned", "gathered", "cancelled"]),
                                    models.Q(
                                        ("cut_off__isnull", False),
                                        ("held_on__gte", models.F("cut_off")),
                                        ("held_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="review_was_held_on_figures",
                                violation_error_message="A review is held on or after the day its figures are of.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "signed"), _negated=True),
                                    models.Q(
                                        ("signed_by__isnull", False),
                                        ("signed_on__isnull", False),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="review_is_signed_whole",
                                violation_error_message="A signed review names who signed it, when, and its hash.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("signed_by", None),
                                    models.Q(("signed_by", models.F("prepared_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="review_is_signed_by_another",
                                violation_error_message="Whoever prepares a review does not sign it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Objective",
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
                        ("title", models.CharField(max_length=200, verbose_name="objective")),
                        ("metric", models.CharField(max_length=10, verbose_name="figure")),
                        (
                            "aim",
                            models.CharField(
                                choices=[("at_least", "at least"), ("at_most", "at most")],
                                default="at_least",
                                max_length=10,
                                verbose_name="wanted",
                            ),
                        ),
                        ("target", models.DecimalField(decimal_places=1, max_digits=9, verbose_name="value")),
                        ("set_on", models.DateField(editable=False, verbose_name="set on")),
                        ("by_on", models.DateField(verbose_name="by")),
                        ("plan", models.TextField(blank=True, max_length=3000, verbose_name="how it is reached")),
                        ("withdrawn_on", models.DateField(editable=False, null=True, verbose_name="withdrawn on")),
                        ("withdrawn_reason", models.CharField(blank=True, editable=False, max_length=2000)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objectives",
                                to="directory.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["by_on", "title", "pk"],
                        "indexes": [
                            models.Index(fields=["withdrawn_on", "by_on"], name="assurance_o_withdra_1858f4_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("target__gte", 0)),
                                name="objective_target_not_negative",
                                violation_error_message="A figure is never below zero.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("by_on__gt", models.F("set_on"))),
                                name="objective_ends_after_it_is_set",
                                violation_error_message="An objective needs time: give a later day.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ObjectiveReading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("value", models.DecimalField(decimal_places=1, max_digits=9)),
                        ("numerator", models.PositiveIntegerField(null=True)),
                        ("denominator", models.PositiveIntegerField(null=True)),
                        (
                            "objective",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="assurance.objective",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["objective_id", "on"],
                        "constraints": [
                            models.UniqueConstraint(fields=("objective", "on"), name="objective_read_once_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewInput",
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
                            "topic",
                            models.CharField(
                                choices=[
                                    ("actions", "What became of earlier actions"),
                                    ("issues", "What changed inside and around us"),
                                    ("needs", "What interested parties need now"),
                                    ("corrective", "Nonconformities and corrective action"),
                                    ("monitoring", "What we monitor and measure"),
                                    ("audits", "What audits found"),
                                    ("objectives", "How far the objectives are met"),
                                    ("feedback", "What interested parties told us"),
                                    ("risks", "Risks and how their treatment stands"),
                                    ("improvement", "Where we could do better"),
                                ],
                                max_length=20,
                                verbose_name="topic",
                            ),
                        ),
                        ("figures", models.JSONField(blank=True, default=list, editable=False)),
                        ("rows", models.JSONField(blank=True, default=list, editable=False)),
                        ("note", models.TextField(blank=True, max_length=5000, verbose_name="note")),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inputs",
                                to="assurance.managementreview",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["review_id", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("review", "topic"), name="review_topic_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "topic__in",
                                        [
                                            "actions",
                                            "issues",
                                            "needs",
                                            "corrective",
                                            "monitoring",
                                            "audits",
                                            "objectives",
                                            "feedback",
                                            "risks",
                                            "improvement",
                                        ],
                                    )
                                ),
                                name="review_topic_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewOutcome",
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
                        ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="number")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("decision", "Decision"), ("action", "Action")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("text", models.TextField(max_length=3000, verbose_name="text")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                        ("done_on", models.DateField(editable=False, null=True, verbose_name="done on")),
                        ("done_note", models.TextField(blank=True, max_length=3000, verbose_name="what was done")),
                        (
                            "done_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="assurance.managementreview",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["review_id", "number"],
                        "indexes": [
                            models.Index(fields=["kind", "done_on", "due_on"], name="assurance_r_kind_29ffcd_idx")
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("review", "number"), name="review_outcome_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("due_on__isnull", False), ("kind", "action"), ("owner__isnull", False)),
                                    models.Q(("due_on", None), ("kind", "decision"), ("owner", None)),
                                    _connector="OR",
                                ),
                                name="review_action_has_owner_and_due",
                                violation_error_message="An action has an owner and a due date; a decision has neither.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_by", None), ("done_on", None)),
                                    models.Q(
                                        ("done_by__isnull", False), ("done_on__isnull", False), ("kind", "action")
                                    ),
                                    _connector="OR",
                                ),
                                name="review_action_done_by_somebody",
                                violation_error_message="Only an action is done, on a day and by somebody.",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(add_areas, migrations.RunPython.noop),
        protect("assurance_area", sentence="The five process areas are fixed.", columns=("code",)),
        protect("assurance_build", sentence="A build is never changed or deleted."),
        apart(
            "assurance_documentversion",
            of="document_id",
            first="effective_from",
            last="effective_to",
            states=("effective", "superseded", "withdrawn"),
            sentence="Two versions of a document cannot be in effect on the same day.",
        ),
    ]
