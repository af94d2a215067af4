import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from foundation.at_once import AtOnce
from foundation.triggers import protect


class Migration(migrations.Migration):
    replaces = [
        ("foundation", "0001_initial"),
        ("foundation", "0002_immutable_events"),
        ("foundation", "0003_sessions_and_invitations"),
        ("foundation", "0004_events_by_room"),
        ("foundation", "0005_policies_by_page"),
        ("foundation", "0006_spent_codes"),
        ("foundation", "0007_job_result_size"),
        ("foundation", "0008_session_seen"),
        ("foundation", "0009_webhooks"),
        ("foundation", "0010_pulse_and_newest_events"),
        ("foundation", "0011_api_tokens"),
        ("foundation", "0012_tokens_that_sign"),
        ("foundation", "0013_approvals_withdrawn"),
        ("foundation", "0014_uploads"),
    ]

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("directory", "0001_squashed_0003_administration"),
        # Only so that they come first: every change they make to a table renders all related models there are by then.
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_uuid", models.UUIDField(editable=False)),
                        ("at", models.DateTimeField()),
                        ("kind", models.CharField(db_index=True, max_length=100)),
                        ("digest", models.CharField(max_length=64)),
                        ("grant_uuid", models.UUIDField(null=True)),
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
                        "indexes": [
                            models.Index(
                                fields=["subject_type", "subject_uuid", "-at"], name="foundation__subject_010e68_idx"
                            ),
                            models.Index(
                                condition=models.Q(("grant_uuid__isnull", False)),
                                fields=["grant_uuid", "-at"],
                                name="event_in_a_room",
                            ),
                            models.Index(fields=["-at", "-id"], name="event_newest"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Counter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("year", models.PositiveIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("kind", "year"), name="one_counter_per_year")],
                    },
                ),
                migrations.CreateModel(
                    name="Due",
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
                        ("step", models.CharField(max_length=50)),
                        ("anchor", models.DateField()),
                        ("rule", models.CharField(max_length=20)),
                        ("policy_version", models.PositiveIntegerField()),
                        ("computed", models.DateField()),
                        ("approved", models.DateField(blank=True, null=True)),
                        ("reason", models.TextField(blank=True)),
                        ("met_on", models.DateField(blank=True, null=True)),
                        (
                            "due_on",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.comparison.Coalesce("approved", "computed"),
                                output_field=models.DateField(),
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
                        "ordering": ["due_on"],
                        "indexes": [
                            models.Index(condition=models.Q(("met_on", None)), fields=["due_on"], name="due_open")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("subject_type", "subject_uuid", "step"), name="one_due_per_step"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GrantedObject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_uuid", models.UUIDField(editable=False)),
                        ("grant_uuid", models.UUIDField()),
                        ("from_at", models.DateTimeField()),
                        ("until_at", models.DateTimeField()),
                        (
                            "max_grading",
                            models.CharField(
                                choices=[
                                    ("public", "Public"),
                                    ("internal", "Internal"),
                                    ("confidential", "Confidential"),
                                    ("secret", "Secret"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("may_download", models.BooleanField(default=False)),
                        ("follow", models.BooleanField(default=False)),
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="granted_objects",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["user", "subject_type", "subject_uuid", "until_at"],
                                name="foundation__user_id_f95058_idx",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("grant_uuid", "user", "subject_type", "subject_uuid"), name="granted_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Job",
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
                        ("kind", models.CharField(max_length=100)),
                        ("parameters", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("running", "Running"),
                                    ("done", "Done"),
                                    ("failed", "Failed"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("done_count", models.PositiveIntegerField(default=0, editable=False)),
                        ("total_count", models.PositiveIntegerField(editable=False, null=True)),
                        ("message", models.TextField(blank=True, editable=False)),
                        ("result_name", models.CharField(blank=True, editable=False, max_length=255)),
                        ("result_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("started_at", models.DateTimeField(editable=False, null=True)),
                        ("heartbeat_at", models.DateTimeField(editable=False, null=True)),
                        ("finished_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="jobs",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("result_size", models.BigIntegerField(default=0, editable=False)),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "indexes": [models.Index(fields=["state", "created_at"], name="foundation__state_e2d7d3_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "running", "done", "failed"])),
                                name="job_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SweepRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("rule", models.CharField(max_length=100)),
                        ("zone", models.CharField(max_length=50)),
                        ("date", models.DateField()),
                        ("finished_at", models.DateTimeField(auto_now_add=True)),
                        ("details", models.JSONField(default=dict)),
                    ],
                    options={
                        "ordering": ["-date", "rule", "zone"],
                        "constraints": [models.UniqueConstraint(fields=("rule", "zone", "date"), name="swept_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Approval",
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
                        ("verb", models.CharField(max_length=100)),
                        ("label", models.CharField(max_length=200)),
                        ("parameters", models.JSONField(default=dict)),
                        ("permission", models.CharField(max_length=100)),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("decided_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "decision",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("yes", "Approved"),
                                    ("no", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "asked_as",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="asked_approvals",
                                to="directory.person",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decided_approvals",
                                to="directory.person",
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
                        ("topic", models.CharField(blank=True, max_length=100)),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="another_person_decides",
                                violation_error_message="Another person has to decide this.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("decision", "waiting")),
                                fields=("subject_type", "subject_uuid", "verb", "topic"),
                                name="asked_once",
                                violation_error_message="This has been asked already and waits for a decision.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by", None), ("decision__in", ["waiting", "withdrawn"])),
                                    models.Q(("decided_by__isnull", False), ("decision__in", ["yes", "no"])),
                                    _connector="OR",
                                ),
                                name="a_decision_has_a_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Policy",
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
                        ("key", models.CharField(max_length=100)),
                        ("version", models.PositiveIntegerField()),
                        ("value", models.JSONField()),
                        ("effective_from", models.DateField(verbose_name="effective from")),
                        ("reason", models.TextField(verbose_name="reason")),
                        (
                            "approval",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="policy",
                                to="foundation.approval",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "policies",
                        "ordering": ["key", "-version"],
                        "constraints": [models.UniqueConstraint(fields=("key", "version"), name="policy_version_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
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
                        ("text", models.TextField(max_length=5000, verbose_name="comment")),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
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
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "indexes": [
                            models.Index(
                                fields=["subject_type", "subject_uuid", "-created_at"],
                                name="foundation__subject_313ddd_idx",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventContent",
                    fields=[
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="content",
                                serialize=False,
                                to="foundation.event",
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
                    name="Notification",
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
                        ("read_at", models.DateTimeField(editable=False, null=True)),
                        ("mailed_at", models.DateTimeField(editable=False, null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("next_try_at", models.DateTimeField(editable=False, null=True)),
                        ("last_error", models.CharField(blank=True, editable=False, max_length=300)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notifications",
                                to="foundation.event",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notifications",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "indexes": [
                            models.Index(fields=["user", "read_at"], name="foundation__user_id_cc8c8f_idx"),
                            models.Index(
                                condition=models.Q(("mailed_at", None)), fields=["next_try_at"], name="mail_waiting"
                            ),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("event", "user"), name="told_once")],
                    },
                ),
                migrations.CreateModel(
                    name="DueNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=20)),
                        ("skipped", models.BooleanField(default=False)),
                        ("on", models.DateField()),
                        (
                            "due",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="foundation.due"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("due", "key"), name="told_once_per_rung")],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "session_key",
                            models.CharField(
                                max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                            ),
                        ),
                        ("session_data", models.TextField(verbose_name="session data")),
                        ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("seen_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
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
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("until", models.DateTimeField(verbose_name="good until")),
                        ("accepted_at", models.DateTimeField(editable=False, null=True)),
                        ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("accepted_at", None), ("withdrawn_at", None)),
                                fields=("user",),
                                name="one_invitation_waits",
                                violation_error_message="This account was invited a moment ago.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("accepted_at", None), ("withdrawn_at", None), _connector="OR"),
                                name="an_invitation_ends_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SpentCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("step", models.BigIntegerField()),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("user", "step"), name="a_code_counts_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Webhook",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("url", models.CharField(max_length=500, verbose_name="address")),
                        ("kinds", models.JSONField(default=list, verbose_name="kinds of event")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("active", "In operation"),
                                    ("paused", "Paused"),
                                    ("ended", "Ended"),
                                ],
                                default="proposed",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("active_from", models.DateTimeField(editable=False, null=True)),
                        ("after_event", models.BigIntegerField(editable=False, null=True)),
                        ("marks", models.JSONField(default=dict, editable=False)),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="webhooks",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="webhooks",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["proposed", "active", "paused", "ended"])),
                                name="webhook_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["active", "paused"]), _negated=True),
                                    models.Q(("active_from__isnull", False), ("after_event__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_webhook_in_operation_has_a_start",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "ended"), _negated=True),
                                fields=("name",),
                                name="webhook_name_once",
                                violation_error_message="There is a webhook of this name already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("delivered", "Delivered"),
                                    ("withheld", "Kept inside"),
                                    ("dead", "Given up"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("first_try_at", models.DateTimeField(editable=False, null=True)),
                        ("next_try_at", models.DateTimeField(editable=False)),
                        ("finished_at", models.DateTimeField(editable=False, null=True)),
                        ("status", models.PositiveSmallIntegerField(editable=False, null=True)),
                        ("error", models.CharField(blank=True, editable=False, max_length=300)),
                        ("duration", models.DurationField(editable=False, null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="foundation.event",
                            ),
                        ),
                        (
                            "webhook",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="foundation.webhook",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "deliveries",
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["next_try_at"],
                                name="delivery_waiting",
                            ),
                            models.Index(
                                fields=["webhook", "state", "-finished_at"], name="foundation__webhook_790d24_idx"
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("webhook", "event"), name="delivered_once"),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "delivered", "withheld", "dead"])),
                                name="delivery_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("finished_at", None), ("state", "waiting")),
                                    models.Q(
                                        models.Q(("state", "waiting"), _negated=True), ("finished_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_settled_delivery_has_a_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WebhookSecret",
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
                        ("sealed", models.BinaryField()),
                        ("until", models.DateTimeField(editable=False, null=True)),
                        (
                            "webhook",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="secrets",
                                to="foundation.webhook",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("webhook",),
                                name="one_present_secret_per_webhook",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pulse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("host", models.CharField(max_length=100, unique=True)),
                        ("clock_at", models.DateTimeField()),
                        ("seen_at", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ["host"],
                    },
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
                        ("token_key", models.CharField(db_index=True, max_length=25)),
                        ("created", models.DateTimeField(auto_now_add=True)),
                        ("expiry", models.DateTimeField(blank=True, null=True)),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "name",
                            models.CharField(
                                help_text="What uses it, such as “Nightly export”.", max_length=100, verbose_name="name"
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("read", "Read"),
                                    ("write", "Read and write"),
                                    ("sign", "Read, write and sign"),
                                ],
                                default="read",
                                max_length=10,
                                verbose_name="may",
                            ),
                        ),
                        ("last_used_at", models.DateTimeField(editable=False, null=True)),
                        ("revoked_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="auth_token_set",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("expiry__isnull", False)), name="every_token_expires"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("scope__in", ["read", "write", "sign"])), name="token_scope_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IdempotencyKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=200)),
                        ("call", models.CharField(max_length=300)),
                        ("body_sha256", models.CharField(max_length=64)),
                        ("status", models.PositiveSmallIntegerField(default=0)),
                        ("answer", models.TextField(blank=True)),
                        ("headers", models.JSONField(default=dict)),
                        ("created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
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
                        "constraints": [models.UniqueConstraint(fields=("user", "key"), name="one_answer_per_key")],
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
                        ("name", models.CharField(max_length=255, verbose_name="file name")),
                        ("content_type", models.CharField(blank=True, max_length=100)),
                        ("fingerprint", models.CharField(blank=True, max_length=200)),
                        ("metadata", models.TextField(blank=True, max_length=4000)),
                        ("size", models.BigIntegerField(verbose_name="size")),
                        ("expires_at", models.DateTimeField(db_index=True, editable=False)),
                        (
                            "user",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("size__gte", 0)),
                                name="upload_has_a_size",
                                violation_error_message="A file has no less than no bytes.",
                            )
                        ],
                    },
                ),
            ],
        ),
        protect("foundation_event", sentence="An event is never changed or deleted."),
        protect("foundation_eventcontent", sentence="What an event says is never changed.", delete=False),
    ]
