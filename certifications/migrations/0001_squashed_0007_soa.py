import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import certifications.models.assessments
import certifications.models.centres
import certifications.models.soa
import foundation.networks
from foundation.at_once import AtOnce
from foundation.triggers import apart, freeze, protect


class Migration(migrations.Migration):
    replaces = [
        ("certifications", "0001_initial"),
        ("certifications", "0002_certificates"),
        ("certifications", "0003_centres"),
        ("certifications", "0004_inspections"),
        ("certifications", "0005_rooms"),
        ("certifications", "0006_earlier_audits"),
        ("certifications", "0007_soa"),
    ]

    initial = True

    dependencies = [
        ("assurance", "0001_squashed_0014_management_review"),
        ("audits", "0001_squashed_0008_latest_end"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("directory", "0001_squashed_0005_guides_read"),
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
                        (
                            "cut_off",
                            models.DateField(
                                blank=True,
                                help_text="Evidence that speaks for a later day, or is accepted later, stays closed. Empty: no such day.",
                                null=True,
                                verbose_name="evidence up to",
                            ),
                        ),
                        (
                            "networks",
                            models.TextField(
                                blank=True,
                                help_text="Addresses and networks, one a line, such as 198.51.100.0/24. Empty: from anywhere.",
                                max_length=2000,
                                validators=[foundation.networks.network_lines],
                                verbose_name="entered from",
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cut_off", None), ("cut_off__lte", models.F("valid_until")), _connector="OR"
                                ),
                                name="grant_cut_off_within_its_days",
                                violation_error_message="Evidence cannot be shown up to a day after the last one.",
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
                                    ("soa", "A version of a statement of applicability"),
                                    ("evidence", "A piece of evidence"),
                                    ("framework", "A framework with its requirements"),
                                    ("framework_controls", "The controls that meet a framework, and their evidence"),
                                    ("framework_findings", "Earlier findings against a framework"),
                                    ("process", "A process"),
                                    ("certificate", "A certificate"),
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
                        ("due_on", models.DateField(editable=False, null=True, verbose_name="answer due")),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "answered", "closed"])),
                                name="question_state_known",
                            )
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "open")), fields=["due_on"], name="question_to_answer"
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
                        ("population_size", models.PositiveIntegerField(editable=False, null=True)),
                        (
                            "shown",
                            models.ManyToManyField(
                                blank=True, editable=False, related_name="+", to="assurance.evidence"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("words", "Told in words"),
                                    ("evidence", "Evidence"),
                                    ("findings", "Findings"),
                                    ("controls", "Controls"),
                                    ("clauses", "Requirements"),
                                ],
                                default="words",
                                editable=False,
                                max_length=10,
                                verbose_name="chosen from",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["proposed", "agreed", "declined"])),
                                name="sample_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("population_size", None), ("source", "words")),
                                    models.Q(("population_size__gte", 1), models.Q(("source", "words"), _negated=True)),
                                    _connector="OR",
                                ),
                                name="sample_of_rows_has_a_population",
                            ),
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
                migrations.CreateModel(
                    name="CertificationBody",
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
                        ("name", models.CharField(max_length=150, unique=True, verbose_name="name")),
                        (
                            "accreditation_body",
                            models.CharField(blank=True, max_length=150, verbose_name="accredited by"),
                        ),
                        (
                            "accreditation_number",
                            models.CharField(blank=True, max_length=60, verbose_name="accreditation number"),
                        ),
                        (
                            "scope",
                            models.TextField(blank=True, max_length=2000, verbose_name="scope of the accreditation"),
                        ),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="accredited until")),
                        (
                            "contacts",
                            models.TextField(
                                blank=True,
                                help_text="One on a line: what for, name, address.",
                                max_length=2000,
                                verbose_name="contacts",
                            ),
                        ),
                        (
                            "schemes",
                            models.ManyToManyField(
                                blank=True,
                                related_name="bodies",
                                to="certifications.scheme",
                                verbose_name="accredited for",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "certification bodies",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
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
                            "title",
                            models.CharField(
                                help_text="Such as: Group ISMS.", max_length=200, verbose_name="what is certified"
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
                                verbose_name="confidentiality",
                            ),
                        ),
                        (
                            "scope",
                            models.TextField(
                                blank=True,
                                help_text="As the certificate words it.",
                                max_length=4000,
                                verbose_name="scope",
                            ),
                        ),
                        ("tier", models.CharField(blank=True, max_length=60, verbose_name="tier or level")),
                        (
                            "applied_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="applied on"),
                        ),
                        (
                            "stage1_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="stage 1 ended on"),
                        ),
                        (
                            "stage1_concerns",
                            models.TextField(
                                blank=True, editable=False, max_length=4000, verbose_name="areas of concern"
                            ),
                        ),
                        (
                            "stage2_by",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="stage 2 until"),
                        ),
                        (
                            "stage2_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="stage 2 ended on"),
                        ),
                        (
                            "cap_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="majors verified until"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                blank=True, editable=False, max_length=60, verbose_name="certificate number"
                            ),
                        ),
                        (
                            "decision_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="decided on"),
                        ),
                        (
                            "effective_from",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="valid from"),
                        ),
                        (
                            "expires_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="valid until"),
                        ),
                        (
                            "initial_certified_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="first certified on"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("applied", "Applied for"),
                                    ("stage1_done", "Stage 1 done"),
                                    ("major_open", "Major open after stage 2"),
                                    ("awaiting_decision", "Awaits the decision"),
                                    ("active", "Active"),
                                    ("refused", "Refused"),
                                    ("suspended", "Suspended"),
                                    ("withdrawn", "Withdrawn"),
                                    ("expired", "Expired"),
                                    ("lapsed", "Lapsed"),
                                    ("superseded", "Superseded"),
                                ],
                                default="planned",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "scope_reduced",
                            models.BooleanField(default=False, editable=False, verbose_name="scope reduced"),
                        ),
                        (
                            "superseded_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="superseded on"),
                        ),
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="withdrawn on"),
                        ),
                        (
                            "ended_by",
                            models.CharField(
                                blank=True,
                                choices=[("date", "Its last day is over"), ("edition", "Its edition has ended")],
                                editable=False,
                                max_length=10,
                                verbose_name="ended because",
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(
                                blank=True,
                                editable=False,
                                help_text="Of one that expired.",
                                null=True,
                                verbose_name="last day",
                            ),
                        ),
                        (
                            "builds",
                            models.ManyToManyField(
                                blank=True, related_name="certificates", to="assurance.build", verbose_name="builds"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="assurance.framework",
                                verbose_name="edition",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
                                verbose_name="certificate",
                            ),
                        ),
                        (
                            "predecessor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successors",
                                to="certifications.certificate",
                                verbose_name="follows",
                            ),
                        ),
                        (
                            "processes",
                            models.ManyToManyField(
                                blank=True,
                                related_name="certificates",
                                to="assurance.process",
                                verbose_name="processes",
                            ),
                        ),
                        (
                            "product_versions",
                            models.ManyToManyField(
                                blank=True,
                                related_name="certificates",
                                to="assurance.productversion",
                                verbose_name="product versions",
                            ),
                        ),
                        (
                            "sites",
                            models.ManyToManyField(
                                blank=True, related_name="certificates", to="directory.site", verbose_name="sites"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="directory.unit",
                                verbose_name="holder",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="certifications.certificationbody",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="certifications.scheme",
                                verbose_name="scheme",
                            ),
                        ),
                        (
                            "soa",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="certifications.statementofapplicability",
                                verbose_name="statement of applicability",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["scheme", "-effective_from", "pk"],
                        "indexes": [
                            models.Index(fields=["state", "expires_on"], name="certificati_state_75e666_idx"),
                            models.Index(fields=["unit", "state"], name="certificati_unit_id_ef83ed_idx"),
                            models.Index(fields=["state", "cap_on"], name="certificati_state_7b1c5a_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "planned",
                                            "applied",
                                            "stage1_done",
                                            "major_open",
                                            "awaiting_decision",
                                            "refused",
                                            "active",
                                            "suspended",
                                            "withdrawn",
                                            "expired",
                                            "lapsed",
                                            "superseded",
                                        ],
                                    )
                                ),
                                name="certificate_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "state__in",
                                            ["active", "suspended", "withdrawn", "expired", "lapsed", "superseded"],
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("decision_on__isnull", False),
                                        ("effective_from__isnull", False),
                                        ("expires_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="granted_certificate_has_its_days",
                                violation_error_message="A granted certificate has the day of its decision, a first and a last day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("effective_from__gte", models.F("decision_on"))),
                                name="certificate_begins_after_the_decision",
                                violation_error_message="A certificate cannot begin before it was decided.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("expires_on__gte", models.F("effective_from"))),
                                name="certificate_ends_after_it_begins",
                                violation_error_message="The last day cannot lie before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "withdrawn"), _negated=True),
                                    ("withdrawn_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="withdrawn_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "superseded"), _negated=True),
                                    ("superseded_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="superseded_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["expired", "lapsed"]), _negated=True),
                                    models.Q(("ended_by__in", ["date", "edition"]), ("ended_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="expired_for_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("predecessor", None),
                                    models.Q(("predecessor", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="certificate_follows_another",
                                violation_error_message="A certificate cannot follow itself.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                fields=("body", "number", "decision_on"),
                                name="certificate_once",
                                violation_error_message="This certificate is registered already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Cycle",
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
                                    ("initial", "Initial certification"),
                                    ("recertification", "Recertification"),
                                    ("transition", "Transition to an edition"),
                                ],
                                default="initial",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("decision_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                        ("expires_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "certificate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cycles",
                                to="certifications.certificate",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["certificate", "decision_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("expires_on__gte", models.F("starts_on"))),
                                name="cycle_ends_after_it_begins",
                                violation_error_message="The last day cannot lie before the first.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("decision_on", None)),
                                fields=("certificate",),
                                name="one_cycle_is_prepared",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CycleAudit",
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
                                choices=[
                                    ("stage1", "Stage 1"),
                                    ("stage2", "Stage 2"),
                                    ("surveillance1", "First surveillance"),
                                    ("surveillance2", "Second surveillance"),
                                    ("recertification", "Recertification"),
                                    ("special", "Special audit"),
                                    ("transition", "Transition audit"),
                                ],
                                max_length=20,
                                verbose_name="as",
                            ),
                        ),
                        (
                            "audit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="cycles", to="audits.audit"
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audits",
                                to="certifications.cycle",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["cycle", "audit__planned_start", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("cycle", "audit", "role"),
                                name="audit_once_in_a_cycle",
                                violation_error_message="This audit is in the cycle already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Scheme",
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
                        ("code", models.SlugField(max_length=30, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=150, unique=True, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("management_system", "Management system"),
                                    ("product", "Product"),
                                    ("process_audit", "Process audit"),
                                    ("product_evaluation", "Product evaluation"),
                                    ("supply_chain", "Supply chain"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "family",
                            models.CharField(
                                help_text="The title that the editions of its framework share.",
                                max_length=200,
                                verbose_name="framework",
                            ),
                        ),
                        (
                            "validity_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Proposes the last day. What is printed on the certificate wins.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="valid for (months)",
                            ),
                        ),
                        (
                            "suspension_invalidates",
                            models.BooleanField(default=True, verbose_name="not valid while suspended"),
                        ),
                        (
                            "suspension_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="suspended for at most (months)",
                            ),
                        ),
                        (
                            "suspension_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="suspended for at most (days)",
                            ),
                        ),
                        (
                            "suspension_total_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="suspended in total for at most (months)",
                            ),
                        ),
                        (
                            "restore_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="After its last day. Empty: a certificate that ended is not restored.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="may be restored for (months)",
                            ),
                        ),
                        (
                            "surveillance",
                            models.CharField(
                                choices=[
                                    ("none", "None"),
                                    ("ms", "Yearly audits of a management system"),
                                    ("monitoring", "Monitoring"),
                                ],
                                default="none",
                                max_length=12,
                                verbose_name="surveillance",
                            ),
                        ),
                        (
                            "nc_limit_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="limit for nonconformities (days)",
                            ),
                        ),
                        (
                            "holder_retention_years",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="After the end of the cycle.",
                                verbose_name="the file is kept for (years)",
                            ),
                        ),
                        ("tiers", models.JSONField(blank=True, default=list, verbose_name="tiers")),
                        (
                            "precondition",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opens",
                                to="certifications.scheme",
                                verbose_name="needs first",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("suspension_months", None), ("suspension_days", None), _connector="OR"
                                ),
                                name="suspension_in_months_or_days",
                                violation_error_message="Give the limit of a suspension in months or in days, not both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("precondition", None),
                                    models.Q(("precondition", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="scheme_needs_another_first",
                                violation_error_message="A scheme cannot need itself first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScopeExclusion",
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
                        ("from_on", models.DateField(verbose_name="out from")),
                        (
                            "build",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.build",
                            ),
                        ),
                        (
                            "certificate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exclusions",
                                to="certifications.certificate",
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
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
                            ),
                        ),
                        (
                            "product_version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.productversion",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.site",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["certificate", "from_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(
                                            ("build", None),
                                            ("process", None),
                                            ("product_version", None),
                                            ("site__isnull", False),
                                        ),
                                        models.Q(
                                            ("build", None),
                                            ("process__isnull", False),
                                            ("product_version", None),
                                            ("site", None),
                                        ),
                                        models.Q(
                                            ("build", None),
                                            ("process", None),
                                            ("product_version__isnull", False),
                                            ("site", None),
                                        ),
                                        models.Q(
                                            ("build__isnull", False),
                                            ("process", None),
                                            ("product_version", None),
                                            ("site", None),
                                        ),
                                        _connector="OR",
                                    )
                                ),
                                name="exclusion_is_of_one_thing",
                                violation_error_message="Choose one site, process, product version or build.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("site__isnull", False)),
                                fields=("certificate", "site"),
                                name="excluded_once_site",
                                violation_error_message="This is out of the scope already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("process__isnull", False)),
                                fields=("certificate", "process"),
                                name="excluded_once_process",
                                violation_error_message="This is out of the scope already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("product_version__isnull", False)),
                                fields=("certificate", "product_version"),
                                name="excluded_once_product_version",
                                violation_error_message="This is out of the scope already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("build__isnull", False)),
                                fields=("certificate", "build"),
                                name="excluded_once_build",
                                violation_error_message="This is out of the scope already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Suspension",
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
                        ("since", models.DateField(verbose_name="suspended since")),
                        ("decided_on", models.DateField(verbose_name="decided on")),
                        ("limit_on", models.DateField(blank=True, null=True, verbose_name="limit")),
                        ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                        (
                            "invalidates",
                            models.BooleanField(default=True, editable=False, verbose_name="not valid meanwhile"),
                        ),
                        (
                            "lifted_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="lifted on"),
                        ),
                        (
                            "purchasers_told_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="purchasers told on"),
                        ),
                        (
                            "certificate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="suspensions",
                                to="certifications.certificate",
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
                                verbose_name="letter",
                            ),
                        ),
                        (
                            "lift_letter",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
                            ),
                        ),
                        (
                            "purchasers_told_by",
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
                        "ordering": ["certificate", "-since", "-pk"],
                        "indexes": [
                            models.Index(fields=["lifted_on", "limit_on"], name="certificati_lifted__0b29bc_idx")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("lifted_on", None)),
                                fields=("certificate",),
                                name="one_open_suspension",
                                violation_error_message="This certificate is suspended already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("limit_on", None), ("limit_on__gte", models.F("since")), _connector="OR"
                                ),
                                name="suspension_limit_after_its_start",
                                violation_error_message="The limit cannot lie before the first day of the suspension.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("lifted_on", None), ("lifted_on__gte", models.F("since")), _connector="OR"
                                ),
                                name="lifted_after_it_was_suspended",
                                violation_error_message="A suspension cannot be lifted before it began.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("purchasers_told_on", None), ("purchasers_told_by__isnull", False), _connector="OR"
                                ),
                                name="purchasers_told_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuthorisingAuthority",
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
                        ("name", models.CharField(max_length=150, verbose_name="name")),
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
                            "contact",
                            models.CharField(
                                help_text="An office and how it is reached; no private numbers.",
                                max_length=200,
                                verbose_name="contact",
                            ),
                        ),
                        (
                            "called_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="called back on"),
                        ),
                        (
                            "number_from",
                            models.CharField(
                                blank=True, editable=False, max_length=200, verbose_name="where the number was found"
                            ),
                        ),
                        (
                            "called_by",
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
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="authorities",
                                to="directory.unit",
                                verbose_name="unit that keeps the contact",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "authorising authorities",
                        "ordering": ["name", "country"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("name", "country"),
                                name="authority_once",
                                violation_error_message="This authority is registered already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("called_by", None), ("called_on", None), ("number_from", "")),
                                    models.Q(
                                        ("called_by__isnull", False),
                                        ("called_on__isnull", False),
                                        models.Q(("number_from", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_call_back_says_who_when_and_where",
                                violation_error_message="A call-back says who called, when, and where the number was found.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Centre",
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
                        ("name", models.CharField(max_length=150, unique=True, verbose_name="name")),
                        (
                            "functions",
                            models.JSONField(
                                default=list,
                                validators=[certifications.models.centres.known_functions],
                                verbose_name="functions",
                            ),
                        ),
                        (
                            "independence",
                            models.TextField(
                                blank=True,
                                help_text="To whom the head answers, and who cannot give instructions on results.",
                                max_length=2000,
                                verbose_name="statement of independence",
                            ),
                        ),
                        (
                            "rules",
                            models.TextField(
                                blank=True,
                                help_text="What every visitor acknowledges at the door.",
                                max_length=4000,
                                verbose_name="rules of the clean rooms",
                            ),
                        ),
                        (
                            "rules_edition",
                            models.PositiveSmallIntegerField(
                                default=1, editable=False, verbose_name="edition of the rules"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("needs_assessed", "Need assessed"),
                                    ("approved", "Approved"),
                                    ("building", "Being built"),
                                    ("operational", "Operational"),
                                    ("suspended", "Suspended"),
                                    ("closed", "Closed"),
                                ],
                                default="proposed",
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
                            "author",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "head",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="centres",
                                to="directory.person",
                                verbose_name="head",
                            ),
                        ),
                        (
                            "security_concept",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
                                verbose_name="security concept",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="centres",
                                to="directory.site",
                                verbose_name="site",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="centres",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "assessment",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="centre",
                                to="certifications.needsassessment",
                                verbose_name="needs assessment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "indexes": [models.Index(fields=["unit", "state"], name="certificati_unit_id_eed918_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "proposed",
                                            "needs_assessed",
                                            "approved",
                                            "building",
                                            "operational",
                                            "suspended",
                                            "closed",
                                        ],
                                    )
                                ),
                                name="centre_state_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "closed"), _negated=True),
                                fields=("site",),
                                name="one_centre_at_a_site",
                                violation_error_message="There is a centre at this site already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_approves_their_own_centre",
                                violation_error_message="You proposed this centre. Another person has to approve it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["proposed", "closed"]),
                                    ("assessment__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_centre_rests_on_an_assessment",
                                violation_error_message="A centre rests on a needs assessment.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["operational", "suspended"]), _negated=True),
                                    models.Q(("approved_by__isnull", False), ("security_concept__isnull", False)),
                                    _connector="OR",
                                ),
                                name="an_open_centre_is_approved_and_secured",
                                violation_error_message="A centre opens with an approval and a security concept.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Agreement",
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
                        ("customer", models.CharField(blank=True, max_length=150, verbose_name="or customer")),
                        ("agreed", models.CharField(max_length=200, verbose_name="what is agreed")),
                        ("from_on", models.DateField(verbose_name="from")),
                        ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
                                verbose_name="signed agreement",
                            ),
                        ),
                        (
                            "authority",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="certifications.authorisingauthority",
                                verbose_name="authority",
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreements",
                                to="certifications.centre",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["centre", "-from_on", "-pk"],
                        "indexes": [models.Index(fields=["until_on"], name="certificati_until_o_86dd93_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("authority", None), ("customer", ""), _connector="XOR"),
                                name="agreed_with_an_authority_or_a_customer",
                                violation_error_message="Name an authority or a customer, one of the two.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="agreement_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CentreRoom",
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
                        ("name", models.CharField(max_length=100, verbose_name="room")),
                        (
                            "is_clean",
                            models.BooleanField(
                                default=False,
                                help_text="Source code and builds are shown here.",
                                verbose_name="clean room",
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField(default=6, verbose_name="places")),
                        ("is_open", models.BooleanField(default=True, verbose_name="can be booked")),
                        (
                            "centre",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rooms",
                                to="certifications.centre",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["centre", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("centre", "name"),
                                name="room_of_centre_once",
                                violation_error_message="The centre has a room of this name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seats__gte", 1), ("seats__lte", 500)),
                                name="room_has_places",
                                violation_error_message="A room has 1 to 500 places.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Booking",
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
                        ("from_at", models.DateTimeField(verbose_name="from")),
                        ("until_at", models.DateTimeField(verbose_name="until")),
                        ("purpose", models.CharField(max_length=200, verbose_name="for")),
                        (
                            "state",
                            models.CharField(
                                choices=[("held", "Held"), ("released", "Released")],
                                default="held",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "booked_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="certifications.centreroom",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["from_at", "pk"],
                        "indexes": [models.Index(fields=["room", "from_at"], name="certificati_room_id_b4ec94_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["held", "released"])), name="booking_state_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until_at__gt", models.F("from_at"))),
                                name="booking_ends_after_it_starts",
                                violation_error_message="The end lies before the beginning.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeedsAssessment",
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
                            "drivers",
                            models.JSONField(
                                default=list,
                                validators=[certifications.models.assessments.known_drivers],
                                verbose_name="what asks for it",
                            ),
                        ),
                        (
                            "reasons",
                            models.TextField(
                                help_text="Which law, which requests, how much business.",
                                max_length=4000,
                                verbose_name="facts",
                            ),
                        ),
                        (
                            "options",
                            models.TextField(
                                help_text="What could be done, with and without a centre, and what it costs.",
                                max_length=4000,
                                verbose_name="options",
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="decided on"),
                        ),
                        ("decision", models.TextField(blank=True, editable=False, max_length=2000, verbose_name="why")),
                        (
                            "revisit_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="to be looked at again on"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waits for a decision"),
                                    ("needed", "Needed"),
                                    ("not_needed", "Not needed"),
                                    ("later", "To be looked at again"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
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
                            "decided_by",
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
                            "follows",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="certifications.needsassessment",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="needs_assessments",
                                to="directory.unit",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [
                            models.Index(fields=["unit", "state"], name="certificati_unit_id_6285dc_idx"),
                            models.Index(fields=["state", "revisit_on"], name="certificati_state_854f42_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "submitted", "needed", "not_needed", "later"])
                                ),
                                name="assessment_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "submitted"]),
                                    models.Q(
                                        ("decided_by__isnull", False),
                                        ("decided_on__isnull", False),
                                        models.Q(("decision", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_decided_need_says_who_when_and_why",
                                violation_error_message="A decision says who decided, when and why.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_decides_on_their_own_assessment",
                                violation_error_message="You wrote this assessment. Another person has to decide.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "later"), _negated=True),
                                    ("revisit_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="later_has_a_day",
                                violation_error_message="Say on which day it is looked at again.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("revisit_on", None), ("revisit_on__gt", models.F("decided_on")), _connector="OR"
                                ),
                                name="a_need_is_looked_at_again_later",
                                violation_error_message="It can only be looked at again on a later day.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicItem",
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
                        ("title", models.CharField(max_length=150, verbose_name="title")),
                        (
                            "text",
                            models.TextField(
                                help_text="Everybody can read it, without signing in.",
                                max_length=2000,
                                verbose_name="text",
                            ),
                        ),
                        ("published_on", models.DateField(editable=False, null=True, verbose_name="published on")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Not published"),
                                    ("published", "Published"),
                                    ("withdrawn", "Taken back"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
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
                            "centre",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="public_items",
                                to="certifications.centre",
                                verbose_name="centre",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="public_items",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-published_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "published", "withdrawn"])),
                                name="public_item_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"), ("published_on__isnull", False), _connector="OR"
                                ),
                                name="a_published_item_has_its_day",
                                violation_error_message="A published item says since when.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
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
                            "party",
                            models.CharField(
                                choices=[
                                    ("authority", "Authorities"),
                                    ("customer", "Customers"),
                                    ("company", "The company"),
                                    ("independent", "Independent"),
                                ],
                                max_length=20,
                                verbose_name="party",
                            ),
                        ),
                        ("organisation", models.CharField(max_length=150, verbose_name="organisation")),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("is_chair", models.BooleanField(default=False, verbose_name="takes the chair")),
                        ("from_on", models.DateField(verbose_name="from")),
                        ("until_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "centre",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="certifications.centre",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["centre", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="seat_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_chair", True), ("until_on", None)),
                                fields=("centre",),
                                name="one_chair_of_the_board",
                                violation_error_message="Somebody takes the chair already; end that seat first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visit",
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
                            "customer",
                            models.CharField(blank=True, max_length=150, verbose_name="or for which customer"),
                        ),
                        ("purpose", models.CharField(max_length=200, verbose_name="purpose")),
                        (
                            "rules_edition",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="rules acknowledged, edition"
                            ),
                        ),
                        ("admitted_at", models.DateTimeField(editable=False, null=True, verbose_name="admitted")),
                        ("ended_at", models.DateTimeField(editable=False, null=True, verbose_name="ended")),
                        (
                            "result",
                            models.TextField(blank=True, editable=False, max_length=4000, verbose_name="result"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("booked", "Booked"),
                                    ("in_progress", "Inside"),
                                    ("ended", "Ended"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="booked",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "authority",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="certifications.authorisingauthority",
                                verbose_name="for which authority",
                            ),
                        ),
                        (
                            "booking",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visit",
                                to="certifications.booking",
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="certifications.centre",
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="directory.person",
                                verbose_name="host",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["centre", "state"], name="certificati_centre__3ca317_idx"),
                            models.Index(fields=["host", "state"], name="certificati_host_id_7b55ca_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["booked", "in_progress", "ended", "cancelled"])),
                                name="visit_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("authority", None), ("customer", ""), _connector="XOR"),
                                name="visited_for_an_authority_or_a_customer",
                                violation_error_message="Name an authority or a customer, one of the two.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["in_progress", "ended"]), _negated=True),
                                    models.Q(("admitted_at__isnull", False), ("rules_edition__isnull", False)),
                                    _connector="OR",
                                ),
                                name="nobody_enters_without_the_rules",
                                violation_error_message="Visitors acknowledge the rules before they enter.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "ended"), _negated=True),
                                    models.Q(("ended_at__isnull", False), models.Q(("result", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="an_ended_visit_has_a_result",
                                violation_error_message="Say what came of the visit.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Material",
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
                        ("area", models.CharField(blank=True, max_length=200, verbose_name="area of the source")),
                        (
                            "sha256",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=64,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9a-f]{64}\\Z", "64 hexadecimal digits, in small letters."
                                    )
                                ],
                                verbose_name="SHA-256",
                            ),
                        ),
                        ("shown_at", models.DateTimeField(editable=False, verbose_name="shown at")),
                        (
                            "build",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.build",
                                verbose_name="build",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.documentversion",
                                verbose_name="version of a document",
                            ),
                        ),
                        (
                            "shown_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="materials",
                                to="certifications.visit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["visit", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("area", ""), ("build__isnull", False), ("document", None)),
                                    models.Q(("area", ""), ("build", None), ("document__isnull", False)),
                                    models.Q(
                                        ("build", None), ("document", None), models.Q(("area", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="one_thing_is_shown",
                                violation_error_message="Choose a build, a document or an area of the source, one of the three.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("build", None), models.Q(("sha256", ""), _negated=True), _connector="OR"
                                ),
                                name="a_shown_build_has_its_hash",
                                violation_error_message="A build is shown by its hash.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LogLine",
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
                        ("at", models.DateTimeField(editable=False, verbose_name="when")),
                        ("text", models.TextField(max_length=2000, verbose_name="what happened")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="certifications.visit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Device",
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
                        ("kind", models.CharField(max_length=100, verbose_name="device")),
                        ("serial", models.CharField(max_length=100, verbose_name="serial number")),
                        ("in_at", models.DateTimeField(verbose_name="in")),
                        ("out_at", models.DateTimeField(editable=False, null=True, verbose_name="out")),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="devices",
                                to="certifications.visit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["visit", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("out_at", None)),
                                fields=("visit", "serial"),
                                name="device_inside_once",
                                violation_error_message="A device of this serial number is inside already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("out_at", None), ("out_at__gte", models.F("in_at")), _connector="OR"
                                ),
                                name="device_leaves_after_it_came",
                                violation_error_message="A device cannot leave before it came.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Visitor",
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
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("organisation", models.CharField(max_length=150, verbose_name="organisation")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("authority", "Authority"),
                                    ("customer", "Customer"),
                                    ("certifier", "Certifier or laboratory"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                                verbose_name="comes as",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visitors",
                                to="certifications.visit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["visit", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("visit", "name", "organisation"),
                                name="visitor_once",
                                violation_error_message="This visitor is announced already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeliveryService",
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
                        ("purpose", models.TextField(blank=True, max_length=2000, verbose_name="what it is")),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delivery_services",
                                to="directory.person",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delivery_services",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="InspectorAuthorisation",
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
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("number", models.CharField(max_length=60, verbose_name="number of the authorisation")),
                        (
                            "clearance_ref",
                            models.CharField(blank=True, max_length=60, verbose_name="security clearance"),
                        ),
                        ("source_access", models.BooleanField(default=False, verbose_name="may read source code")),
                        ("valid_from", models.DateField(verbose_name="first day")),
                        ("valid_until", models.DateField(verbose_name="last day")),
                        ("checked_on", models.DateField(blank=True, editable=False, null=True)),
                        ("confirmed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Received, to be verified"),
                                    ("verified", "Verified, not begun"),
                                    ("active", "Active"),
                                    ("expired", "Ended"),
                                    ("revoked", "Revoked"),
                                ],
                                default="received",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="authorisations",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        (
                            "authority",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="authorisations",
                                to="certifications.authorisingauthority",
                                verbose_name="authority",
                            ),
                        ),
                        (
                            "checked_by",
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
                            "confirmed_by",
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
                            "letter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
                                verbose_name="letter of the authority",
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
                            "products",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="assurance.product", verbose_name="products"
                            ),
                        ),
                        (
                            "services",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to="certifications.deliveryservice",
                                verbose_name="delivery services",
                            ),
                        ),
                        (
                            "sites",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="directory.site", verbose_name="places"
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="authorisations",
                                to="directory.unit",
                                verbose_name="host unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "-valid_from", "-pk"],
                        "indexes": [
                            models.Index(fields=["unit", "state"], name="certificati_unit_id_4a5eef_idx"),
                            models.Index(fields=["state", "valid_until"], name="certificati_state_fff11c_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["received", "verified", "active", "expired", "revoked"])
                                ),
                                name="authorisation_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                                name="authorisation_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by", None),
                                    models.Q(("confirmed_by", models.F("checked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="two_people_verify_an_inspector",
                                violation_error_message="You checked this yourself. A second person has to confirm it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["verified", "active"]), _negated=True),
                                    models.Q(("checked_by__isnull", False), ("confirmed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="inspectors_are_verified_first",
                            ),
                            models.UniqueConstraint(
                                fields=("authority", "number"),
                                name="authorisation_once",
                                violation_error_message="This authorisation is registered already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
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
                                    ("document", "Documents"),
                                    ("source_review", "Review of source code"),
                                    ("build_equivalence", "Equality of builds"),
                                    ("vulnerability_test", "Test for vulnerabilities"),
                                    ("functional", "Test of functions"),
                                    ("walk_through", "Walk through a delivery"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "criteria",
                            models.TextField(
                                help_text="In the words of the authority.", max_length=2000, verbose_name="criteria"
                            ),
                        ),
                        ("first_day", models.DateField(verbose_name="first day")),
                        ("last_day", models.DateField(verbose_name="last day")),
                        (
                            "devices",
                            models.TextField(
                                blank=True, editable=False, max_length=2000, verbose_name="devices brought in"
                            ),
                        ),
                        ("started_on", models.DateField(blank=True, editable=False, null=True)),
                        ("ended_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "rebuilt_sha256",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=64,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[0-9a-f]{64}\\Z", "64 hexadecimal digits, in small letters."
                                    )
                                ],
                                verbose_name="SHA-256 of the rebuild",
                            ),
                        ),
                        (
                            "differences",
                            models.TextField(
                                blank=True,
                                editable=False,
                                max_length=2000,
                                verbose_name="what explains the differences",
                            ),
                        ),
                        (
                            "equivalence",
                            models.CharField(
                                choices=[
                                    ("equivalent", "Equal"),
                                    ("explained", "Not equal, the differences are explained"),
                                    ("not_equivalent", "Not equal"),
                                    ("not_tested", "Not compared"),
                                ],
                                default="not_tested",
                                editable=False,
                                max_length=20,
                                verbose_name="equality",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("pass", "Passed"),
                                    ("conditions", "Passed with conditions"),
                                    ("fail", "Failed"),
                                    ("inconclusive", "Inconclusive"),
                                ],
                                editable=False,
                                max_length=20,
                                verbose_name="result",
                            ),
                        ),
                        (
                            "conditions",
                            models.TextField(blank=True, editable=False, max_length=4000, verbose_name="conditions"),
                        ),
                        (
                            "conditions_due_on",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="conditions are due on"
                            ),
                        ),
                        (
                            "report_grading",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("public", "Public"),
                                    ("internal", "Internal"),
                                    ("confidential", "Confidential"),
                                    ("secret", "Secret"),
                                ],
                                editable=False,
                                max_length=20,
                                verbose_name="confidentiality of the report",
                            ),
                        ),
                        ("resulted_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "Requested"),
                                    ("scheduled", "Scheduled"),
                                    ("in_progress", "In progress"),
                                    ("paused", "Paused"),
                                    ("result_pending", "Waits for the result"),
                                    ("completed", "Completed"),
                                    ("withdrawn", "Withdrawn"),
                                    ("refused", "Refused"),
                                ],
                                default="requested",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "audit",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspection",
                                to="audits.audit",
                            ),
                        ),
                        (
                            "authority",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="certifications.authorisingauthority",
                                verbose_name="authority",
                            ),
                        ),
                        (
                            "build",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="assurance.build",
                                verbose_name="build",
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="certifications.centre",
                                verbose_name="centre",
                            ),
                        ),
                        (
                            "host",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="host",
                            ),
                        ),
                        (
                            "result_letter",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
                                verbose_name="letter of the authority",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="certifications.deliveryservice",
                                verbose_name="delivery service",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="directory.site",
                                verbose_name="place",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="directory.unit",
                                verbose_name="host unit",
                            ),
                        ),
                        (
                            "inspectors",
                            models.ManyToManyField(
                                blank=True,
                                editable=False,
                                related_name="inspections",
                                to="certifications.inspectorauthorisation",
                                verbose_name="inspectors",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-first_day", "-pk"],
                        "indexes": [
                            models.Index(fields=["unit", "state"], name="certificati_unit_id_a000a5_idx"),
                            models.Index(fields=["build", "state"], name="certificati_build_i_d4422f_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "requested",
                                            "scheduled",
                                            "in_progress",
                                            "paused",
                                            "result_pending",
                                            "completed",
                                            "withdrawn",
                                            "refused",
                                        ],
                                    )
                                ),
                                name="inspection_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("build", None), ("service", None), _connector="XOR"),
                                name="inspects_a_build_or_a_service",
                                violation_error_message="Choose one build or one delivery service.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gte", models.F("first_day"))),
                                name="inspection_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["requested", "withdrawn", "refused"]),
                                    ("audit__isnull", False),
                                    _connector="OR",
                                ),
                                name="scheduled_inspections_have_an_audit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "completed"), _negated=True),
                                    models.Q(
                                        models.Q(("result", ""), _negated=True),
                                        ("result_letter__isnull", False),
                                        ("resulted_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="results_rest_on_a_letter",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("result", "pass"), _negated=True),
                                    ("equivalence__in", ["equivalent", "not_tested"]),
                                    _connector="OR",
                                ),
                                name="no_pass_for_an_unequal_build",
                                violation_error_message="The rebuild is not equal to what was shipped, so this cannot have passed.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "build_equivalence"), ("result", "pass"), _negated=True),
                                    ("equivalence", "equivalent"),
                                    _connector="OR",
                                ),
                                name="equality_passes_when_it_was_shown",
                                violation_error_message="The builds were not compared, so their equality cannot have passed.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductConformity",
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
                            "specifications",
                            models.TextField(
                                help_text="What was tested against, one on a line, each with its edition.",
                                max_length=2000,
                                verbose_name="specifications",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("pass", "Passed"),
                                    ("conditions", "Passed with conditions"),
                                    ("fail", "Failed"),
                                    ("inconclusive", "Inconclusive"),
                                ],
                                max_length=20,
                                verbose_name="result",
                            ),
                        ),
                        (
                            "report_grading",
                            models.CharField(
                                choices=[
                                    ("public", "Public"),
                                    ("internal", "Internal"),
                                    ("confidential", "Confidential"),
                                    ("secret", "Secret"),
                                ],
                                max_length=20,
                                verbose_name="confidentiality of the report",
                            ),
                        ),
                        ("evaluated_on", models.DateField(verbose_name="evaluated on")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        (
                            "laboratory",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conformities",
                                to="certifications.certificationbody",
                                verbose_name="laboratory",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="assurance.evidenceversion",
                                verbose_name="report of the laboratory",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conformities",
                                to="certifications.scheme",
                                verbose_name="scheme",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conformities",
                                to="assurance.productversion",
                                verbose_name="version",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["version", "scheme", "-evaluated_on"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "scheme", "evaluated_on"),
                                name="conformity_once_a_day",
                                violation_error_message="This evaluation is recorded already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("evaluated_on")),
                                    _connector="OR",
                                ),
                                name="conformity_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the evaluation.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SamplePick",
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
                        ("label", models.CharField(editable=False, max_length=250)),
                        (
                            "sample",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="picks",
                                to="certifications.sample",
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
                        "ordering": ["sample", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sample", "subject_type", "subject_uuid"),
                                name="picked_once",
                                violation_error_message="This is picked already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EarlierAudit",
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
                                choices=[
                                    ("stage1", "Stage 1"),
                                    ("stage2", "Stage 2"),
                                    ("surveillance1", "First surveillance"),
                                    ("surveillance2", "Second surveillance"),
                                    ("recertification", "Recertification"),
                                    ("special", "Special audit"),
                                    ("transition", "Transition audit"),
                                ],
                                max_length=20,
                                verbose_name="as",
                            ),
                        ),
                        ("ended_on", models.DateField(verbose_name="ended on")),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="earlier_audits",
                                to="certifications.cycle",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["cycle", "ended_on", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("cycle", "role", "ended_on"),
                                name="earlier_audit_once_in_a_cycle",
                                violation_error_message="This audit is in the cycle already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatementOfApplicability",
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
                        ("ref", models.CharField(editable=False, max_length=20, verbose_name="reference")),
                        ("number", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "scope",
                            models.TextField(
                                help_text="What the certificate covers: activities, places, systems.",
                                max_length=5000,
                                verbose_name="scope",
                            ),
                        ),
                        ("approved_on", models.DateField(editable=False, null=True, verbose_name="approved on")),
                        ("content", models.JSONField(default=dict, editable=False)),
                        ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
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
                            "approver",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                        ("editors", models.ManyToManyField(editable=False, related_name="+", to="directory.person")),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="soas",
                                to="assurance.framework",
                                verbose_name="framework",
                            ),
                        ),
                        (
                            "previous",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="next_versions",
                                to="certifications.statementofapplicability",
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
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="soas",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["ref", "-number"],
                        "indexes": [
                            models.Index(fields=["unit", "state"], name="certificati_unit_id_c1d43a_idx"),
                            models.Index(fields=["framework", "state"], name="certificati_framewo_d2a88d_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("ref", "number"), name="soa_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "approved")), fields=("ref",), name="one_soa_in_force"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["draft", "in_review"])),
                                fields=("ref",),
                                name="one_soa_in_work",
                                violation_error_message="A new version is being written already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "in_review", "approved", "superseded"])),
                                name="soa_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "in_review"]),
                                    models.Q(
                                        ("approved_on__isnull", False),
                                        ("approver__isnull", False),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="soa_in_force_was_approved",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approver", None),
                                    models.Q(("approver", models.F("submitted_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="soa_is_approved_by_another",
                                violation_error_message="Who submitted it does not approve it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SoaLine",
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
                        ("applicable", models.BooleanField(default=True, verbose_name="applicable")),
                        (
                            "reasons",
                            models.JSONField(
                                blank=True,
                                default=list,
                                validators=[certifications.models.soa.known_reasons],
                                verbose_name="included because of",
                            ),
                        ),
                        ("inclusion", models.TextField(blank=True, max_length=2000, verbose_name="why it is included")),
                        ("exclusion", models.TextField(blank=True, max_length=2000, verbose_name="why it is excluded")),
                        (
                            "implementation",
                            models.CharField(
                                choices=[
                                    ("not_started", "Not started"),
                                    ("partial", "Partial"),
                                    ("implemented", "Implemented"),
                                ],
                                default="not_started",
                                max_length=12,
                                verbose_name="implementation",
                            ),
                        ),
                        (
                            "requirement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="soa_lines",
                                to="assurance.requirement",
                            ),
                        ),
                        (
                            "soa",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="certifications.statementofapplicability",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["soa", "requirement__order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("soa", "requirement"),
                                name="soa_line_once",
                                violation_error_message="This control has its line already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("implementation__in", ["not_started", "partial", "implemented"])),
                                name="soa_line_implementation_known",
                            ),
                        ],
                    },
                ),
            ],
        ),
        apart(
            "certifications_booking",
            of="room_id",
            first="from_at",
            last="until_at",
            states=("held",),
            sentence="A room cannot be booked twice for the same time.",
            moments=True,
        ),
        protect("certifications_material", sentence="What was shown on a visit is never changed."),
        protect("certifications_logline", sentence="The log of a visit is never changed."),
        freeze(
            "certifications_statementofapplicability",
            states=("approved", "superseded"),
            columns=(
                "ref",
                "number",
                "title",
                "scope",
                "unit_id",
                "framework_id",
                "previous_id",
                "submitted_by_id",
                "approver_id",
                "approved_on",
                "content",
                "sha256",
            ),
            sentence="An approved statement of applicability is never changed. Write a new version.",
            parts=("certifications_soaline", "soa_id"),
        ),
    ]
