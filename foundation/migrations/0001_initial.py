import uuid

import django.db.models.deletion
import django.db.models.functions.comparison
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
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    models.Index(fields=["subject_type", "subject_uuid", "-at"], name="foundation__subject_010e68_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                "indexes": [models.Index(condition=models.Q(("met_on", None)), fields=["due_on"], name="due_open")],
                "constraints": [
                    models.UniqueConstraint(fields=("subject_type", "subject_uuid", "step"), name="one_due_per_step")
                ],
            },
        ),
        migrations.CreateModel(
            name="GrantedObject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="jobs", to=settings.AUTH_USER_MODEL
                    ),
                ),
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
            name="Policy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("key", models.CharField(max_length=100)),
                ("version", models.PositiveIntegerField()),
                ("value", models.JSONField()),
                ("effective_from", models.DateField(verbose_name="effective from")),
                ("reason", models.TextField(verbose_name="reason")),
            ],
            options={
                "verbose_name_plural": "policies",
                "ordering": ["key", "-version"],
                "constraints": [models.UniqueConstraint(fields=("key", "version"), name="policy_version_once")],
            },
        ),
        migrations.CreateModel(
            name="SweepRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        choices=[("waiting", "Waiting"), ("yes", "Approved"), ("no", "Refused")],
                        default="waiting",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "asked_as",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("decision", "waiting")),
                            models.Q(models.Q(("decision", "waiting"), _negated=True), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_decision_has_a_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("decision", "waiting")),
                        fields=("subject_type", "subject_uuid", "verb"),
                        name="asked_once",
                        violation_error_message="This has been asked already and waits for a decision.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        fields=["subject_type", "subject_uuid", "-created_at"], name="foundation__subject_313ddd_idx"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="notifications", to="foundation.event"
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
                    models.Index(condition=models.Q(("mailed_at", None)), fields=["next_try_at"], name="mail_waiting"),
                ],
                "constraints": [models.UniqueConstraint(fields=("event", "user"), name="told_once")],
            },
        ),
        migrations.CreateModel(
            name="DueNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
    ]
