import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from foundation.at_once import AtOnce
from foundation.search.tables import full_text
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
        ("foundation", "0001_squashed_0014_uploads"),
        ("foundation", "0015_gathered_mails"),
        ("foundation", "0016_rooms"),
        ("foundation", "0017_snapshot"),
        ("foundation", "0018_reports"),
        ("foundation", "0019_work_marks"),
        ("foundation", "0020_saved_views"),
        ("foundation", "0021_search"),
        ("foundation", "0022_imports"),
    ]

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("directory", "0001_squashed_0005_guides_read"),
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
                        ("cut_off", models.DateField(null=True)),
                        ("from_anywhere", models.BooleanField(default=True)),
                        ("judged_before", models.DateTimeField(null=True)),
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
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cut_off", None), ("judged_before", None)),
                                    models.Q(("cut_off__isnull", False), ("judged_before__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_cut_off_has_its_moment",
                            ),
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
                        ("gathered", models.BooleanField(default=False, editable=False)),
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
                migrations.CreateModel(
                    name="RoomNetwork",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("grant_uuid", models.UUIDField()),
                        ("first", models.CharField(max_length=32)),
                        ("last", models.CharField(max_length=32)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["grant_uuid", "first"], name="foundation__grant_u_d2f2d4_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Snapshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("metric", models.CharField(max_length=10)),
                        ("part", models.CharField(blank=True, max_length=60)),
                        ("on", models.DateField()),
                        ("numerator", models.PositiveIntegerField()),
                        ("denominator", models.PositiveIntegerField()),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.unit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "metric", "part", "unit"],
                        "indexes": [models.Index(fields=["on", "metric"], name="foundation__on_7cf49e_idx")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("metric", "part", "unit", "on"),
                                name="snapshot_once",
                                violation_error_message="This figure is kept for this day already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("numerator__lte", models.F("denominator"))),
                                name="snapshot_counts_no_more_than_there_is",
                                violation_error_message="A figure counts no more rows than there are.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
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
                        ("title", models.CharField(max_length=100, verbose_name="name")),
                        ("report", models.CharField(max_length=50, verbose_name="report")),
                        ("query", models.CharField(blank=True, max_length=2000, verbose_name="parameters")),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    (
                                        "Every week",
                                        [
                                            ("week:0", "Every Monday"),
                                            ("week:1", "Every Tuesday"),
                                            ("week:2", "Every Wednesday"),
                                            ("week:3", "Every Thursday"),
                                            ("week:4", "Every Friday"),
                                            ("week:5", "Every Saturday"),
                                            ("week:6", "Every Sunday"),
                                        ],
                                    ),
                                    (
                                        "Every month",
                                        [
                                            ("month:1", "On the first working day of the month"),
                                            ("month:2", "On the second working day of the month"),
                                            ("month:3", "On the third working day of the month"),
                                            ("month:5", "On the fifth working day of the month"),
                                            ("month:10", "On the tenth working day of the month"),
                                            ("month:-1", "On the last working day of the month"),
                                        ],
                                    ),
                                    (
                                        "Every quarter",
                                        [
                                            ("quarter:1", "On the first working day of the quarter"),
                                            ("quarter:5", "On the fifth working day of the quarter"),
                                            ("quarter:10", "On the tenth working day of the quarter"),
                                            ("quarter:-1", "On the last working day of the quarter"),
                                        ],
                                    ),
                                ],
                                max_length=12,
                                verbose_name="rhythm",
                            ),
                        ),
                        ("next_on", models.DateField(verbose_name="next")),
                        (
                            "state",
                            models.CharField(
                                choices=[("active", "Active"), ("paused", "Paused"), ("ended", "Ended")],
                                default="active",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subscriptions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "recipients",
                            models.ManyToManyField(
                                related_name="received_subscriptions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recipients",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subscriptions",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["title", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "active")), fields=["next_on"], name="subscription_due"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["active", "paused", "ended"])),
                                name="subscription_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rhythm__in",
                                        [
                                            "week:0",
                                            "week:1",
                                            "week:2",
                                            "week:3",
                                            "week:4",
                                            "week:5",
                                            "week:6",
                                            "month:1",
                                            "month:2",
                                            "month:3",
                                            "month:5",
                                            "month:10",
                                            "month:-1",
                                            "quarter:1",
                                            "quarter:5",
                                            "quarter:10",
                                            "quarter:-1",
                                        ],
                                    )
                                ),
                                name="subscription_rhythm_known",
                                violation_error_message="Choose one of the rhythms that are offered.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sending",
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
                        ("due_on", models.DateField()),
                        ("withheld", models.CharField(blank=True, max_length=300)),
                        (
                            "job",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sending",
                                to="foundation.job",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sendings",
                                to="foundation.subscription",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-due_on", "recipient_id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("subscription", "due_on", "recipient"), name="a_report_is_sent_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("job__isnull", False), ("withheld", "")),
                                    models.Q(("job", None), models.Q(("withheld", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="a_report_is_sent_or_withheld",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Nudge",
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
                        ("task", models.CharField(editable=False, max_length=50)),
                        ("line_uuid", models.UUIDField(editable=False)),
                        ("on", models.DateField(editable=False)),
                        ("words", models.TextField(blank=True, max_length=500, verbose_name="words")),
                        (
                            "person",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nudges",
                                to="directory.person",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sent_nudges",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "-pk"],
                        "indexes": [
                            models.Index(fields=["line_uuid", "task", "-on"], name="nudges_of_a_line"),
                            models.Index(fields=["sent_by", "on"], name="nudges_sent"),
                            models.Index(fields=["person", "on"], name="nudges_received"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("person", models.F("sent_by")), _negated=True),
                                name="nobody_nudges_themselves",
                                violation_error_message="Nobody reminds themselves.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Snooze",
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
                        ("task", models.CharField(editable=False, max_length=50)),
                        ("line_uuid", models.UUIDField(editable=False)),
                        ("on", models.DateField(editable=False)),
                        ("until", models.DateField(verbose_name="until")),
                        ("reason", models.TextField(max_length=500, verbose_name="reason")),
                        ("woken_on", models.DateField(editable=False, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="snoozes",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["until", "pk"],
                        "indexes": [models.Index(fields=["person", "until"], name="snoozes_of_a_person")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("woken_on", None)),
                                fields=("line_uuid", "task", "person"),
                                name="snoozed_once",
                                violation_error_message="This is snoozed already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("on"))),
                                name="snoozed_to_a_later_day",
                                violation_error_message="Choose a day that is still to come.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="a_snooze_has_a_reason",
                                violation_error_message="Say why it can wait.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
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
                        ("list_name", models.CharField(max_length=60, verbose_name="list")),
                        ("title", models.CharField(max_length=200)),
                        ("place", models.CharField(max_length=300)),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("query", models.CharField(blank=True, max_length=4000)),
                        ("is_default", models.BooleanField(default=False, verbose_name="open the list with it")),
                        (
                            "shared",
                            models.CharField(
                                choices=[
                                    ("nobody", "Only me"),
                                    ("everyone", "Everyone in the company"),
                                    ("role", "Everyone with a role"),
                                    ("unit", "A unit and everything below it"),
                                ],
                                default="nobody",
                                max_length=10,
                                verbose_name="who sees it",
                            ),
                        ),
                        ("role", models.CharField(blank=True, max_length=20, verbose_name="role")),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
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
                        "ordering": ["list_name", "name", "pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("shared", "nobody"), _negated=True),
                                fields=["list_name"],
                                name="views_shared",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("owner", "list_name", "name"),
                                name="view_named_once",
                                violation_error_message="You have a view of this list by that name already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_default", True)),
                                fields=("owner", "list_name"),
                                name="one_default_view_per_list",
                                violation_error_message="A list opens with one view.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("role", ""), ("shared__in", ["nobody", "everyone"]), ("unit", None)),
                                    models.Q(("shared", "role"), ("unit", None), models.Q(("role", ""), _negated=True)),
                                    models.Q(("role", ""), ("shared", "unit"), ("unit__isnull", False)),
                                    _connector="OR",
                                ),
                                name="view_has_one_audience",
                                violation_error_message="Name the role or the unit it is shared with, and nothing else.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("subject_uuid", models.UUIDField(editable=False)),
                        ("ref", models.CharField(blank=True, max_length=100)),
                        ("ref_key", models.CharField(blank=True, db_index=True, max_length=100)),
                        ("title", models.CharField(max_length=300)),
                        ("text", models.TextField(blank=True)),
                        ("title_words", models.TextField(blank=True)),
                        ("words", models.TextField(blank=True)),
                        ("area", models.CharField(blank=True, max_length=10)),
                        ("state", models.CharField(blank=True, max_length=30)),
                        ("day", models.DateField(null=True)),
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.unit",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("subject_type", "subject_uuid"), name="found_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FileImport",
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
                        ("kind", models.CharField(max_length=30, verbose_name="kind")),
                        ("file_name", models.CharField(max_length=255, verbose_name="file")),
                        ("file_sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("columns", models.JSONField(default=list, editable=False)),
                        ("counts", models.JSONField(default=dict, editable=False)),
                        ("checked_on", models.DateField(editable=False, null=True)),
                        ("taken_at", models.DateTimeField(editable=False, null=True, verbose_name="taken over")),
                        ("last_event", models.BigIntegerField(editable=False, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("matching", "Columns to be matched"),
                                    ("checking", "Being checked"),
                                    ("checked", "Checked, to be taken over"),
                                    ("taken", "Taken over"),
                                    ("undone", "Undone"),
                                    ("dropped", "Dropped"),
                                ],
                                default="matching",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
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
                                related_name="file_imports",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import",
                        "ordering": ["-created_at"],
                        "indexes": [
                            models.Index(fields=["-created_at"], name="file_import_newest"),
                            models.Index(fields=["read_by", "kind", "-created_at"], name="file_import_own"),
                            models.Index(
                                condition=models.Q(("taken_at__isnull", False)),
                                fields=["kind", "-taken_at"],
                                name="file_import_taken",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["matching", "checking", "checked", "taken", "undone", "dropped"])
                                ),
                                name="file_import_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["taken", "undone"]), _negated=True),
                                    ("taken_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="file_import_taken_at_a_moment",
                                violation_error_message="What was taken over was so at a moment.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportLine",
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
                        ("place", models.PositiveIntegerField(verbose_name="line")),
                        ("ref", models.CharField(blank=True, max_length=150, verbose_name="reference")),
                        (
                            "change",
                            models.CharField(
                                choices=[("new", "New"), ("changed", "Changed"), ("refused", "Refused")],
                                max_length=10,
                                verbose_name="what happens",
                            ),
                        ),
                        ("changes", models.JSONField(default=dict)),
                        ("given", models.JSONField(default=dict)),
                        ("faults", models.JSONField(default=list)),
                        ("subject_uuid", models.UUIDField(editable=False, null=True)),
                        (
                            "file_import",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="foundation.fileimport",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "pk"],
                        "indexes": [
                            models.Index(fields=["file_import", "change", "place"], name="import_line_by_change")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("change__in", ["new", "changed", "refused"])),
                                name="import_line_change_known",
                            ),
                            models.UniqueConstraint(fields=("file_import", "place"), name="import_line_once"),
                        ],
                    },
                ),
            ],
        ),
        protect("foundation_event", sentence="An event is never changed or deleted."),
        protect("foundation_eventcontent", sentence="What an event says is never changed.", delete=False),
        full_text(),
    ]
