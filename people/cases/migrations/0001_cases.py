import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from foundation.at_once import AtOnce
from foundation.triggers import protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [("contenttypes", "0002_remove_content_type_name"), ("directory", "0001_squashed_0005_guides_read")]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Case",
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
                            "category",
                            models.CharField(
                                choices=[
                                    ("unauthorised_access", "Unauthorised access or hidden function"),
                                    ("control_bypass", "Going round a security control"),
                                    ("disclosure", "Disclosure of confidential information"),
                                    ("false_record", "False record or false claim"),
                                    ("customer_data", "Misuse of customer data"),
                                    ("supplier_rules", "Breach of the rules for suppliers"),
                                    ("retaliation", "Retaliation against somebody who spoke up"),
                                    ("conduct", "Other breach of the security conduct rules"),
                                ],
                                max_length=30,
                                verbose_name="what it is about",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("line", "Reporting page"),
                                    ("hot_line", "Telephone line"),
                                    ("audit_finding", "Audit finding"),
                                    ("monitoring", "Monitoring"),
                                    ("other", "Other"),
                                ],
                                default="line",
                                max_length=20,
                                verbose_name="how it came in",
                            ),
                        ),
                        (
                            "anonymous",
                            models.BooleanField(default=False, editable=False, verbose_name="without a name"),
                        ),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    ("minor", "Minor"),
                                    ("moderate", "Moderate"),
                                    ("serious", "Serious"),
                                    ("grave", "Grave"),
                                ],
                                default="moderate",
                                max_length=10,
                                verbose_name="severity",
                            ),
                        ),
                        (
                            "description",
                            models.TextField(
                                help_text="Leave out health, belief, origin and whatever else is not needed to understand it.",
                                max_length=8000,
                                verbose_name="what happened",
                            ),
                        ),
                        (
                            "clause",
                            models.CharField(
                                blank=True,
                                help_text="The document and its clause.",
                                max_length=300,
                                verbose_name="rule that was broken",
                            ),
                        ),
                        ("finding", models.UUIDField(blank=True, editable=False, null=True)),
                        ("reported_on", models.DateField(editable=False)),
                        ("acknowledged_on", models.DateField(blank=True, editable=False, null=True)),
                        ("fed_back_on", models.DateField(blank=True, editable=False, null=True)),
                        ("consulted_on", models.DateField(blank=True, editable=False, null=True)),
                        ("subject_told_on", models.DateField(blank=True, editable=False, null=True)),
                        ("telling_delayed_until", models.DateField(blank=True, editable=False, null=True)),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        ("final_on", models.DateField(blank=True, editable=False, null=True)),
                        ("spent_on", models.DateField(blank=True, editable=False, null=True)),
                        ("erased_on", models.DateField(blank=True, editable=False, null=True)),
                        ("held", models.BooleanField(default=False, editable=False, verbose_name="legal hold")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("reported", "Reported"),
                                    ("dismissed", "Dismissed at intake"),
                                    ("investigating", "Under investigation"),
                                    ("hearing", "To be heard"),
                                    ("decision_pending", "Decision pending"),
                                    ("closed_unfounded", "Closed, not substantiated"),
                                    ("sanctioned", "Decided, may be appealed"),
                                    ("under_appeal", "Under appeal"),
                                    ("final", "Final"),
                                    ("spent", "Spent"),
                                ],
                                default="reported",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.unit",
                                verbose_name="region",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-reported_on", "-pk"],
                        "indexes": [
                            models.Index(fields=["unit", "state"], name="cases_case_unit_id_b836bd_idx"),
                            models.Index(fields=["state", "final_on"], name="cases_case_state_34d025_idx"),
                            models.Index(fields=["state", "closed_on"], name="cases_case_state_ba7203_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "reported",
                                            "dismissed",
                                            "investigating",
                                            "hearing",
                                            "decision_pending",
                                            "closed_unfounded",
                                            "sanctioned",
                                            "under_appeal",
                                            "final",
                                            "spent",
                                        ],
                                    )
                                ),
                                name="case_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("category__in", ("unauthorised_access",)), _negated=True),
                                    ("severity__in", ("serious", "grave")),
                                    _connector="OR",
                                ),
                                name="zero_tolerance_starts_at_serious",
                                violation_error_message="A case of unauthorised access or of a hidden function is at least serious.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("category__in", ("unauthorised_access",)), ("state", "dismissed"), _negated=True
                                ),
                                name="zero_tolerance_is_never_dismissed",
                                violation_error_message="A case of unauthorised access or of a hidden function is investigated.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["dismissed", "closed_unfounded"]), _negated=True),
                                    ("closed_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="closed_cases_know_their_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["final", "spent"]), _negated=True),
                                    ("final_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="final_cases_know_their_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("erased_on", None), ("held", False), _connector="OR"),
                                name="held_cases_are_not_erased",
                                violation_error_message="Nothing of a case under legal hold is erased.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_uuid", models.UUIDField(editable=False)),
                        ("at", models.DateTimeField()),
                        ("kind", models.CharField(max_length=100)),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "case",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="cases.case",
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
                        "ordering": ["-at", "-pk"],
                        "indexes": [models.Index(fields=["case", "-at"], name="cases_casee_case_id_223877_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="OpeningReport",
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
                        ("month", models.DateField(unique=True)),
                        ("made_on", models.DateField()),
                        ("openings", models.PositiveIntegerField()),
                    ],
                    options={
                        "ordering": ["-month"],
                    },
                ),
                migrations.CreateModel(
                    name="Investigation",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="investigation",
                                serialize=False,
                                to="cases.case",
                            ),
                        ),
                        ("plan", models.TextField(max_length=8000, verbose_name="plan")),
                        ("opened_on", models.DateField()),
                        (
                            "speaks_against",
                            models.TextField(
                                blank=True, max_length=8000, verbose_name="what speaks against the person"
                            ),
                        ),
                        (
                            "speaks_for",
                            models.TextField(blank=True, max_length=8000, verbose_name="what speaks for the person"),
                        ),
                        ("reported_on", models.DateField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="Appeal",
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
                        ("lodged_on", models.DateField(editable=False)),
                        ("grounds", models.TextField(max_length=8000, verbose_name="grounds")),
                        ("late", models.BooleanField(default=False, editable=False)),
                        (
                            "late_reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="why it comes late"),
                        ),
                        ("admitted_on", models.DateField(blank=True, editable=False, null=True)),
                        ("refused_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("upheld", "The decision stands"),
                                    ("reduced", "Reduced"),
                                    ("annulled", "Annulled"),
                                ],
                                editable=False,
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("level_before", models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                        ("level_after", models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                        ("reasons", models.TextField(blank=True, max_length=8000, verbose_name="reasons")),
                        ("decided_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="appeal", to="cases.case"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("level_after", None),
                                    ("level_before", None),
                                    ("level_after__lte", models.F("level_before")),
                                    _connector="OR",
                                ),
                                name="appeals_never_make_it_worse",
                                violation_error_message="An appeal never makes it worse.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("admitted_on", None), ("refused_on", None), _connector="OR"),
                                name="late_appeals_are_admitted_or_not",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Allegation",
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
                        ("text", models.TextField(max_length=2000, verbose_name="allegation")),
                        (
                            "finding",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("substantiated", "Substantiated"),
                                    ("not_substantiated", "Not substantiated"),
                                    ("insufficient", "Not enough to say"),
                                ],
                                editable=False,
                                max_length=20,
                                verbose_name="finding",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="allegations", to="cases.case"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CaseDue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("acknowledge", "Acknowledge the report"),
                                    ("feedback", "Feedback to the reporter"),
                                    ("tell_subject", "Tell the person it is about"),
                                    ("review_delay", "Look again whether telling has to wait"),
                                    ("appeal", "Last day for an appeal"),
                                    ("erase", "Identities are erased"),
                                    ("spend", "The sanction is spent"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("anchor", models.DateField()),
                        ("rule", models.CharField(max_length=20)),
                        ("policy_version", models.PositiveIntegerField(default=1)),
                        ("due_on", models.DateField()),
                        ("done_on", models.DateField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="dues", to="cases.case"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [models.Index(fields=["step", "due_on"], name="cases_cased_step_775f03_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "step"), name="one_case_due_for_a_step")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseEventContent",
                    fields=[
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="content",
                                serialize=False,
                                to="cases.caseevent",
                            ),
                        ),
                        ("summary", models.TextField()),
                        ("details", models.JSONField(default=dict)),
                        ("salt", models.BinaryField(max_length=32)),
                        ("ip", models.GenericIPAddressField(null=True)),
                        (
                            "actor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="CaseFile",
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
                        ("title", models.CharField(max_length=200, verbose_name="what it is")),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("against", "Speaks against the person"),
                                    ("for", "Speaks for the person"),
                                    ("both", "Both, or neither"),
                                ],
                                default="both",
                                max_length=10,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "shown_to_subject",
                            models.BooleanField(
                                default=False,
                                help_text="Only with third parties blacked out.",
                                verbose_name="the person it is about may read it",
                            ),
                        ),
                        ("disposed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="cases.case"
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["uploaded_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
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
                            "outcome",
                            models.CharField(
                                choices=[("not_substantiated", "Not substantiated"), ("sanction", "Sanction")],
                                max_length=20,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[
                                    (1, "1: written warning"),
                                    (2, "2: serious warning"),
                                    (3, "3: demotion, reassignment or removal of access"),
                                    (4, "4: termination"),
                                ],
                                null=True,
                                verbose_name="level",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("written_warning", "Written warning"),
                                    ("serious_warning", "Serious warning with effect on pay"),
                                    ("demotion", "Demotion"),
                                    ("reassignment", "Reassignment"),
                                    ("access_removal", "Removal of access"),
                                    ("termination", "Termination"),
                                    ("contract_notice", "Notice under the contract"),
                                    ("site_removal", "Removal from site"),
                                    ("blacklisting_review", "Review of blacklisting"),
                                ],
                                max_length=30,
                                verbose_name="measure",
                            ),
                        ),
                        ("reasons", models.TextField(max_length=8000, verbose_name="reasons")),
                        (
                            "mitigating",
                            models.TextField(blank=True, max_length=4000, verbose_name="what speaks for a milder one"),
                        ),
                        (
                            "aggravating",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what speaks for a stricter one"
                            ),
                        ),
                        (
                            "matrix_row",
                            models.CharField(
                                blank=True, editable=False, max_length=200, verbose_name="row of the matrix"
                            ),
                        ),
                        ("matrix_version", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                        ("outside_range", models.BooleanField(default=False, editable=False)),
                        (
                            "outside_reasons",
                            models.TextField(blank=True, max_length=4000, verbose_name="why outside the range"),
                        ),
                        ("training", models.CharField(blank=True, max_length=200, verbose_name="additional training")),
                        ("proposed_on", models.DateField(editable=False)),
                        ("decided_on", models.DateField(blank=True, editable=False, null=True)),
                        ("served_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="cases.case"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("level", None), ("outcome", "not_substantiated")),
                                    models.Q(
                                        ("level__gte", 1),
                                        ("level__lte", 4),
                                        ("outcome", "sanction"),
                                        models.Q(("form", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="sanctions_have_level_and_form",
                                violation_error_message="A sanction needs a level and a measure.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outside_range", False),
                                    models.Q(("outside_reasons", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="outside_the_range_for_reasons",
                                violation_error_message="Say why the level lies outside the range of the matrix.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Assent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("decider", "Decision maker"),
                                    ("hr", "Human resources"),
                                    ("counsel", "Legal counsel"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="assents", to="cases.decision"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_on", None)),
                                fields=("decision", "person"),
                                name="everybody_agrees_once",
                                violation_error_message="You have agreed to this decision already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InterimMeasure",
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
                                    ("access_paused", "Some access rests"),
                                    ("other_duties", "Other duties"),
                                    ("released", "Released from work with pay"),
                                    ("kept_apart", "Those involved work apart"),
                                ],
                                max_length=20,
                                verbose_name="measure",
                            ),
                        ),
                        ("reason", models.TextField(max_length=2000, verbose_name="why it is needed")),
                        ("from_on", models.DateField(verbose_name="from")),
                        ("until", models.DateField(verbose_name="until")),
                        ("renewals", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("lifted_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="measures", to="cases.case"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["from_on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("from_on"))),
                                name="measure_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Interview",
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
                        ("held_on", models.DateField(verbose_name="day")),
                        ("notes", models.TextField(max_length=8000, verbose_name="what was said")),
                        (
                            "redacted",
                            models.TextField(
                                blank=True,
                                editable=False,
                                max_length=8000,
                                verbose_name="what the person it is about may read",
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[
                                    ("against", "Speaks against the person"),
                                    ("for", "Speaks for the person"),
                                    ("both", "Both, or neither"),
                                ],
                                default="both",
                                max_length=10,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="interviews", to="cases.case"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="who was heard",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["held_on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="InvestigationStep",
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
                        ("text", models.CharField(max_length=500, verbose_name="step")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="until")),
                        ("done_on", models.DateField(blank=True, editable=False, null=True)),
                        ("result", models.TextField(blank=True, max_length=4000, verbose_name="what came of it")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="investigation_steps",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
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
                        ("from_reporter", models.BooleanField(editable=False)),
                        ("text", models.TextField(max_length=5000, verbose_name="message")),
                        ("read_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "author",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="cases.case"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["created_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("author", None), ("from_reporter", True)),
                                    models.Q(("author__isnull", False), ("from_reporter", False)),
                                    _connector="OR",
                                ),
                                name="reporters_write_without_a_name",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Referral",
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
                        ("legal_basis", models.CharField(max_length=300, verbose_name="legal basis")),
                        ("authority", models.CharField(max_length=200, verbose_name="authority")),
                        ("note", models.TextField(blank=True, max_length=4000, verbose_name="note of counsel")),
                        ("referred_on", models.DateField(editable=False)),
                        ("hold_lifted_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="referral", to="cases.case"
                            ),
                        ),
                        (
                            "referred_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RetaliationCheck",
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
                                choices=[("left", "Left the company"), ("role_ended", "A job ended")], max_length=20
                            ),
                        ),
                        ("happened_on", models.DateField()),
                        ("raised_on", models.DateField()),
                        ("outcome", models.TextField(blank=True, max_length=4000, verbose_name="what counsel found")),
                        ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="cases.case"
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-raised_on", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "kind", "happened_on"), name="each_event_is_checked_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on", None), models.Q(("outcome", ""), _negated=True), _connector="OR"
                                ),
                                name="a_check_ends_with_a_result",
                                violation_error_message="Say what you found.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SealOpening",
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
                            "seal",
                            models.CharField(
                                choices=[
                                    ("reporter", "Name of the reporter"),
                                    ("subject", "Name of the person it is about"),
                                ],
                                max_length=10,
                                verbose_name="seal",
                            ),
                        ),
                        ("on", models.DateField()),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="openings", to="cases.case"
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "-pk"],
                        "indexes": [models.Index(fields=["on"], name="cases_sealo_on_219120_idx")],
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("intake", "Case officer at intake"),
                                    ("investigator", "Investigator"),
                                    ("decider", "Decision maker"),
                                    ("panel", "Appeal panel"),
                                    ("witness", "Witness"),
                                    ("beneficiary", "Would gain or lose by the decision"),
                                ],
                                max_length=20,
                                verbose_name="part",
                            ),
                        ),
                        ("from_on", models.DateField()),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="cases.case"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "pk"],
                        "indexes": [models.Index(fields=["person", "kind"], name="cases_seat_person__09659a_idx")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("case", "person", "kind"),
                                name="one_seat_of_a_kind",
                                violation_error_message="This person has this part in the case already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseReporter",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="reporter",
                                serialize=False,
                                to="cases.case",
                            ),
                        ),
                        ("token_hash", models.CharField(blank=True, db_index=True, max_length=64)),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("person", None), ("token_hash", ""), _connector="OR"),
                                name="who_has_a_name_needs_no_token",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CaseSubject",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="subject",
                                serialize=False,
                                to="cases.case",
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=300, verbose_name="who it is about")),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person__isnull", False), models.Q(("words", ""), _negated=True), _connector="OR"
                                ),
                                name="a_subject_is_a_person_or_words",
                                violation_error_message="Say who it is about.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dismissal",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="dismissal",
                                serialize=False,
                                to="cases.case",
                            ),
                        ),
                        ("proposed_on", models.DateField()),
                        ("reason", models.TextField(max_length=4000, verbose_name="reason")),
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
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by", None),
                                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="two_officers_dismiss",
                                violation_error_message="Another case officer dismisses what you proposed.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Hearing",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="hearing",
                                serialize=False,
                                to="cases.case",
                            ),
                        ),
                        ("called_on", models.DateField()),
                        ("day", models.DateField(verbose_name="day of the hearing")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        ("companion", models.CharField(blank=True, max_length=150, verbose_name="companion")),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("held", "Heard"), ("declined", "Declined to be heard")],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "file_shown",
                            models.BooleanField(
                                default=False, verbose_name="the file was open to the person, third parties blacked out"
                            ),
                        ),
                        ("notes", models.TextField(blank=True, max_length=8000, verbose_name="what was said")),
                        ("outcome_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("outcome", ""), ("outcome_on__isnull", False), _connector="OR"),
                                name="hearing_outcome_has_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sanction",
                    fields=[
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="sanction",
                                serialize=False,
                                to="cases.case",
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "1: written warning"),
                                    (2, "2: serious warning"),
                                    (3, "3: demotion, reassignment or removal of access"),
                                    (4, "4: termination"),
                                ],
                                verbose_name="level",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("written_warning", "Written warning"),
                                    ("serious_warning", "Serious warning with effect on pay"),
                                    ("demotion", "Demotion"),
                                    ("reassignment", "Reassignment"),
                                    ("access_removal", "Removal of access"),
                                    ("termination", "Termination"),
                                    ("contract_notice", "Notice under the contract"),
                                    ("site_removal", "Removal from site"),
                                    ("blacklisting_review", "Review of blacklisting"),
                                ],
                                max_length=30,
                                verbose_name="measure",
                            ),
                        ),
                        ("start_on", models.DateField(verbose_name="takes effect on")),
                        ("training", models.CharField(blank=True, max_length=200, verbose_name="additional training")),
                        (
                            "stayed",
                            models.BooleanField(default=False, editable=False, verbose_name="rests during the appeal"),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["level"], name="cases_sanct_level_4da3db_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("level__gte", 1), ("level__lte", 4)), name="sanction_level_known"
                            )
                        ],
                    },
                ),
            ],
        ),
        protect("cases_caseevent", sentence="An event is never changed or deleted."),
        protect("cases_caseeventcontent", sentence="What an event says is never changed.", delete=False),
    ]
