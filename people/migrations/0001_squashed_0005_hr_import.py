import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import people.models.audiences
from foundation.at_once import AtOnce
from foundation.triggers import freeze


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_training"),
        ("people", "0002_player"),
        ("people", "0003_attestation"),
        ("people", "0004_recognition"),
        ("people", "0005_hr_import"),
    ]

    initial = True

    dependencies = [
        ("assurance", "0001_squashed_0014_management_review"),
        ("directory", "0001_squashed_0005_guides_read"),
        ("foundation", "0001_squashed_0022_imports"),
    ]

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Assignment",
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
                            "reason",
                            models.CharField(
                                choices=[
                                    ("role", "Role"),
                                    ("joiner", "New here"),
                                    ("renewal", "Renewal"),
                                    ("manual", "By hand"),
                                ],
                                editable=False,
                                max_length=10,
                                verbose_name="reason",
                            ),
                        ),
                        ("anchor_on", models.DateField(editable=False, verbose_name="counted from")),
                        ("assigned_on", models.DateField(editable=False, verbose_name="assigned on")),
                        ("due_on", models.DateField(editable=False, verbose_name="due on")),
                        ("policy_version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "released_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="counts until"),
                        ),
                        (
                            "more_attempts",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="further attempts"
                            ),
                        ),
                        (
                            "waived_until",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="waived until"),
                        ),
                        (
                            "waived_because",
                            models.TextField(
                                blank=True, editable=False, max_length=2000, verbose_name="why it is waived"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("assigned", "Assigned"),
                                    ("in_progress", "In progress"),
                                    ("blocked", "Blocked"),
                                    ("completed", "Completed"),
                                    ("waived", "Waived"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="assigned",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="directory.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "completion",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="covers",
                                to="people.completion",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to="people.course",
                                verbose_name="course",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["due_on", "pk"],
                        "indexes": [
                            models.Index(fields=["course", "state", "due_on"], name="people_assi_course__e9b136_idx"),
                            models.Index(fields=["person", "state", "due_on"], name="people_assi_person__4d7ccf_idx"),
                            models.Index(
                                condition=models.Q(("released_on", None)),
                                fields=["course", "due_on"],
                                name="assignment_active",
                            ),
                            models.Index(
                                condition=models.Q(("state", "waived")),
                                fields=["waived_until"],
                                name="assignment_waived",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["assigned", "in_progress", "blocked", "completed", "waived", "cancelled"],
                                    )
                                ),
                                name="assignment_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason__in", ["role", "joiner", "renewal", "manual"])),
                                name="assignment_reason_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("released_on", None)),
                                fields=("person", "course"),
                                name="asked_of_a_person_once",
                                violation_error_message="This course is asked of this person already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["completed", "cancelled"]), ("released_on", None), _connector="OR"
                                ),
                                name="what_is_open_counts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "cancelled"), _negated=True),
                                    ("released_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="what_is_cancelled_counts_no_more",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "completed"), _negated=True),
                                    ("completion__isnull", False),
                                    _connector="OR",
                                ),
                                name="completed_by_a_completion",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("assigned_on"))),
                                name="due_after_it_was_assigned",
                                violation_error_message="It cannot be due before it is assigned.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "waived"), _negated=True),
                                    models.Q(
                                        ("waived_until__isnull", False), models.Q(("waived_because", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="waived_until_a_day_for_a_reason",
                                violation_error_message="Say until when it is waived, and why.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Audience",
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
                            "kinds",
                            models.JSONField(
                                blank=True,
                                default=list,
                                validators=[people.models.audiences.known_kinds],
                                verbose_name="kinds of people",
                            ),
                        ),
                        (
                            "roles",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="directory.jobrole", verbose_name="job roles"
                            ),
                        ),
                        (
                            "units",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="directory.unit", verbose_name="units"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Completion",
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
                        ("completed_on", models.DateField(verbose_name="completed on")),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="score",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                        ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                        (
                            "source",
                            models.CharField(
                                choices=[("course", "Course"), ("proof", "Proof from outside"), ("imported", "Loaded")],
                                default="course",
                                max_length=10,
                                verbose_name="source",
                            ),
                        ),
                        (
                            "assignment",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="completions",
                                to="people.assignment",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="completions",
                                to="directory.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="completions",
                                to="people.course",
                                verbose_name="course",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-completed_on", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["person", "course", "-completed_on"], name="people_comp_person__3a60cd_idx"
                            ),
                            models.Index(fields=["course", "valid_until"], name="people_comp_course__a05673_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("score", None), ("score__lte", 100), _connector="OR"),
                                name="completion_score_is_a_per_cent",
                                violation_error_message="A score lies between 0 and 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until", None),
                                    ("valid_until__gte", models.F("completed_on")),
                                    _connector="OR",
                                ),
                                name="completion_ends_after_it_starts",
                                violation_error_message="It cannot end before it was completed.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Course",
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
                        ("title", models.CharField(max_length=150, verbose_name="title")),
                        ("summary", models.TextField(blank=True, max_length=2000, verbose_name="summary")),
                        (
                            "validity_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Months; empty: it never ends.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(120),
                                ],
                                verbose_name="valid for",
                            ),
                        ),
                        (
                            "pass_mark",
                            models.PositiveSmallIntegerField(
                                default=80,
                                help_text="Per cent, from 0 to 100.",
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="pass mark",
                            ),
                        ),
                        (
                            "max_attempts",
                            models.PositiveSmallIntegerField(
                                default=3,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(20),
                                ],
                                verbose_name="attempts",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=20,
                                help_text="Minutes.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(600),
                                ],
                                verbose_name="takes",
                            ),
                        ),
                        (
                            "renewal_window_days",
                            models.PositiveSmallIntegerField(
                                default=45,
                                help_text="Days before the end of the validity.",
                                validators=[django.core.validators.MaxValueValidator(366)],
                                verbose_name="renewal opens",
                            ),
                        ),
                        (
                            "clearance",
                            models.CharField(
                                blank=True,
                                help_text="What whoever completes it is cleared for; may be empty.",
                                max_length=50,
                                verbose_name="clearance",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="version"),
                        ),
                        ("is_active", models.BooleanField(default=True, editable=False, verbose_name="offered")),
                        (
                            "audience",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="course",
                                to="people.audience",
                                verbose_name="audience",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="courses",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("pass_mark__lte", 100)),
                                name="pass_mark_is_a_per_cent",
                                violation_error_message="A pass mark lies between 0 and 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("max_attempts__gte", 1)),
                                name="a_course_can_be_tried",
                                violation_error_message="Everybody gets at least one attempt.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("validity_months", None), ("validity_months__gte", 1), _connector="OR"
                                ),
                                name="a_course_holds_for_a_month",
                                violation_error_message="A validity lasts at least one month.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="at")),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="score"
                            ),
                        ),
                        ("passed", models.BooleanField(verbose_name="passed")),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                        (
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attempts",
                                to="people.assignment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["assignment", "at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("score__lte", 100)),
                                name="score_is_a_per_cent",
                                violation_error_message="A score lies between 0 and 100.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoursePage",
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
                        ("position", models.PositiveSmallIntegerField(editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "Text"),
                                    ("image", "Picture"),
                                    ("pdf", "Paper (PDF)"),
                                    ("video", "Video (MP4)"),
                                ],
                                default="text",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="title")),
                        (
                            "body",
                            models.TextField(
                                blank=True,
                                help_text="An empty line begins a paragraph, “- ” a point of a list; **strong**, *emphasised*.",
                                max_length=8000,
                                verbose_name="text",
                            ),
                        ),
                        (
                            "spoken",
                            models.CharField(
                                blank=True,
                                help_text="What a picture or video shows, for whoever does not see it.",
                                max_length=300,
                                verbose_name="described in words",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="pages", to="people.edition"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pages",
                                to="people.pagefile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["edition", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["text", "image", "pdf", "video"])),
                                name="course_page_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("file", None), ("kind", "text")),
                                        models.Q(
                                            models.Q(("kind", "text"), _negated=True),
                                            models.Q(("file", None), _negated=True),
                                        ),
                                        _connector="OR",
                                    )
                                ),
                                name="course_page_has_its_file",
                                violation_error_message="A picture, paper or video needs its file; a page of text has none.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "text"), _negated=True),
                                    models.Q(("body", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="course_page_of_text_says_something",
                                violation_error_message="Write the text of the page.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ["image", "video"]), _negated=True),
                                    models.Q(("spoken", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="course_page_is_described",
                                violation_error_message="Say in words what the picture or video shows.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CourseQuestion",
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
                        ("position", models.PositiveSmallIntegerField(editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("single", "One answer is right"), ("several", "Several may be right")],
                                default="single",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("text", models.CharField(max_length=400, verbose_name="question")),
                        (
                            "page",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="questions",
                                to="people.coursepage",
                                verbose_name="where to look",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="people.edition",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["edition", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["single", "several"])),
                                name="course_question_kind_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Choice",
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
                        ("position", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=300, verbose_name="answer")),
                        ("is_right", models.BooleanField(default=False, verbose_name="right")),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="choices",
                                to="people.coursequestion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
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
                            "asked",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="So many are drawn from the pool for each attempt.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(50),
                                ],
                                verbose_name="questions asked",
                            ),
                        ),
                        (
                            "published_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="published on"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Draft"), ("published", "Published"), ("superseded", "Superseded")],
                                default="draft",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="people.course",
                                verbose_name="course",
                            ),
                        ),
                        (
                            "published_by",
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
                        "ordering": ["course", "-number"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "published", "superseded"])),
                                name="edition_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("asked__gte", 1)),
                                name="an_edition_asks_something",
                                violation_error_message="At least one question is asked.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"), ("published_on__isnull", False), _connector="OR"
                                ),
                                name="published_on_a_day",
                            ),
                            models.UniqueConstraint(fields=("course", "number"), name="edition_of_a_course_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "draft")),
                                fields=("course",),
                                name="one_draft_of_a_course",
                                violation_error_message="The next version of this course is being written already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "published")),
                                fields=("course",),
                                name="one_edition_in_force",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PageFile",
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
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="files", to="people.course"
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
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="PageRead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pages_read",
                                to="people.assignment",
                            ),
                        ),
                        (
                            "page",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.coursepage"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [models.UniqueConstraint(fields=("assignment", "page"), name="page_read_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
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
                            "issuer",
                            models.CharField(
                                help_text="Who held the training.", max_length=150, verbose_name="given by"
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="As the paper calls it.", max_length=200, verbose_name="training"
                            ),
                        ),
                        ("completed_on", models.DateField(verbose_name="completed on")),
                        (
                            "decided_on",
                            models.DateField(blank=True, editable=False, null=True, verbose_name="decided on"),
                        ),
                        (
                            "rejected_because",
                            models.TextField(
                                blank=True, editable=False, max_length=2000, verbose_name="why it was rejected"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("submitted", "Waits for review"),
                                    ("accepted", "Accepted"),
                                    ("rejected", "Rejected"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="submitted",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "completion",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proof",
                                to="people.completion",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proofs",
                                to="people.course",
                                verbose_name="counts for",
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
                                related_name="proofs",
                                to="directory.person",
                                verbose_name="person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [models.Index(fields=["state", "person"], name="people_proo_state_54d3f7_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["submitted", "accepted", "rejected", "withdrawn"])),
                                name="proof_state_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "submitted")),
                                fields=("person", "course"),
                                name="one_proof_waits",
                                violation_error_message="A proof for this course waits for review already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "accepted"), _negated=True),
                                    models.Q(("completion__isnull", False), ("decided_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="accepted_proof_completes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "rejected"), _negated=True),
                                    models.Q(("rejected_because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="rejected_proof_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_judges_their_own_proof",
                                violation_error_message="Somebody else judges a proof.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProofFile",
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
                            "proof",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="files", to="people.proof"
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
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Sitting",
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
                        ("handed_in_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sittings",
                                to="people.assignment",
                            ),
                        ),
                        (
                            "attempt",
                            models.OneToOneField(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sitting",
                                to="people.attempt",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sittings",
                                to="people.edition",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["assignment", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("handed_in_at", None)),
                                fields=("assignment",),
                                name="one_open_sitting",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("attempt", None), ("handed_in_at", None)),
                                    models.Q(("attempt__isnull", False), ("handed_in_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="handed_in_as_an_attempt",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DrawnQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("order", models.JSONField(default=list)),
                        ("given", models.JSONField(default=list)),
                        ("is_right", models.BooleanField(null=True)),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.coursequestion",
                            ),
                        ),
                        (
                            "sitting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="drawn", to="people.sitting"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["sitting", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("sitting", "position"), name="drawn_at_a_place_once"),
                            models.UniqueConstraint(fields=("sitting", "question"), name="question_drawn_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingCertificate",
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
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="certificate number")),
                        (
                            "completion",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificate",
                                to="people.completion",
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
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Campaign",
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
                        ("title", models.CharField(max_length=150, verbose_name="title")),
                        (
                            "statement",
                            models.CharField(
                                help_text="What people declare, word for word. It is kept with each signature.",
                                max_length=500,
                                validators=[django.core.validators.MinLengthValidator(10)],
                                verbose_name="sentence that is signed",
                            ),
                        ),
                        (
                            "opens_on",
                            models.DateField(
                                help_text="Nobody is asked before. People have 30 days to sign.",
                                verbose_name="opens on",
                            ),
                        ),
                        (
                            "yearly",
                            models.BooleanField(
                                default=True,
                                help_text="Whoever has signed is asked again twelve months later.",
                                verbose_name="signed anew every year",
                            ),
                        ),
                        ("closed_on", models.DateField(editable=False, null=True, verbose_name="closed on")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("open", "Open"),
                                    ("closed", "Closed"),
                                    ("superseded", "Superseded"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "audience",
                            models.OneToOneField(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="campaign",
                                to="people.audience",
                            ),
                        ),
                        (
                            "previous",
                            models.OneToOneField(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="next",
                                to="people.campaign",
                                verbose_name="follows",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="campaigns",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="campaigns",
                                to="assurance.documentversion",
                                verbose_name="text to sign",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-opens_on", "-pk"],
                        "indexes": [models.Index(fields=["state", "opens_on"], name="people_camp_state_bd0166_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["draft", "open", "closed", "superseded"])),
                                name="campaign_state_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["draft", "open"])),
                                fields=("version",),
                                name="one_campaign_per_version",
                                violation_error_message="This version is being signed in another campaign already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on", None), ("state__in", ["draft", "open"])),
                                    models.Q(("closed_on__isnull", False), ("state__in", ["closed", "superseded"])),
                                    _connector="OR",
                                ),
                                name="campaign_ends_on_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attestation",
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
                        ("entered_on", models.DateField(editable=False, verbose_name="asked on")),
                        ("due_on", models.DateField(editable=False, verbose_name="due")),
                        ("reminded_on", models.DateField(editable=False, null=True, verbose_name="reminded on")),
                        ("signed_at", models.DateTimeField(editable=False, null=True, verbose_name="signed at")),
                        ("signed_on", models.DateField(editable=False, null=True, verbose_name="signed on")),
                        (
                            "sha256",
                            models.CharField(
                                blank=True, editable=False, max_length=64, verbose_name="SHA-256 of the text"
                            ),
                        ),
                        (
                            "sentence",
                            models.CharField(
                                blank=True, editable=False, max_length=500, verbose_name="sentence signed"
                            ),
                        ),
                        (
                            "refusal",
                            models.TextField(
                                blank=True, editable=False, max_length=2000, verbose_name="why it was refused"
                            ),
                        ),
                        ("refused_on", models.DateField(editable=False, null=True, verbose_name="refused on")),
                        ("ended_on", models.DateField(editable=False, null=True, verbose_name="counts until")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "To sign"),
                                    ("signed", "Signed"),
                                    ("refused", "Refused"),
                                    ("cancelled", "No longer asked"),
                                ],
                                default="open",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="account",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attestations",
                                to="directory.person",
                                verbose_name="person",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attestations",
                                to="assurance.documentversion",
                                verbose_name="text",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attestations",
                                to="people.campaign",
                                verbose_name="campaign",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["campaign", "person__name", "pk"],
                        "indexes": [
                            models.Index(fields=["state", "due_on"], name="people_atte_state_3196b9_idx"),
                            models.Index(fields=["person", "state"], name="people_atte_person__3ac723_idx"),
                            models.Index(fields=["campaign", "state", "due_on"], name="people_atte_campaig_31cbae_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "signed", "refused", "cancelled"])),
                                name="attestation_state_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["open", "refused"])),
                                fields=("person", "campaign"),
                                name="asked_once_at_a_time",
                                violation_error_message="This person has been asked already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_on__gte", models.F("entered_on"))),
                                name="attestation_due_after_it_was_asked",
                                violation_error_message="Nobody can be asked to sign before they are asked.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "signed"), _negated=True),
                                    models.Q(
                                        ("signed_at__isnull", False),
                                        ("signed_on__isnull", False),
                                        models.Q(("sha256", ""), _negated=True),
                                        models.Q(("sentence", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="signatures_are_complete",
                                violation_error_message="A signature says which text was signed with which sentence, and when.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("refused_on__isnull", False), models.Q(("refusal", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="refusals_say_why",
                                violation_error_message="Say why you do not sign.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ended_on", None), ("state", "signed"), _connector="OR"),
                                name="only_signatures_end",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Nomination",
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
                                help_text="What they did, in a few words.", max_length=120, verbose_name="title"
                            ),
                        ),
                        (
                            "story",
                            models.TextField(
                                help_text="What happened, and what is better for it. Colleagues may read it.",
                                max_length=3000,
                                verbose_name="story",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("finding", "Reported a weakness"),
                                    ("improvement", "Improved how we work"),
                                    ("training", "Taught others"),
                                    ("standard", "Contributed to a standard"),
                                    ("practice", "Good practice"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "band",
                            models.CharField(
                                blank=True,
                                choices=[("thanks", "Thanks"), ("award", "Award"), ("top", "Top award")],
                                editable=False,
                                max_length=20,
                                verbose_name="value",
                            ),
                        ),
                        ("reviewed_on", models.DateField(editable=False, null=True, verbose_name="reviewed on")),
                        ("awarded_on", models.DateField(editable=False, null=True, verbose_name="awarded on")),
                        ("published_on", models.DateField(editable=False, null=True, verbose_name="published on")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Waits for review"),
                                    ("reviewed", "Waits for the award"),
                                    ("awarded", "Awarded"),
                                    ("declined", "Declined"),
                                    ("published", "Published"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "awarded_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="awarded by",
                            ),
                        ),
                        (
                            "nominator",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nominations_made",
                                to="directory.person",
                                verbose_name="nominated by",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                                verbose_name="reviewed by",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nominations",
                                to="directory.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "nominees",
                            models.ManyToManyField(
                                editable=False,
                                related_name="nominations",
                                through="people.Nominee",
                                to="directory.person",
                                verbose_name="nominees",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-awarded_on", "-pk"],
                        "indexes": [
                            models.Index(fields=["unit", "state"], name="people_nomi_unit_id_93bbba_idx"),
                            models.Index(fields=["state", "awarded_on"], name="people_nomi_state_a00369_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["draft", "submitted", "reviewed", "awarded", "declined", "published"],
                                    )
                                ),
                                name="nomination_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["reviewed", "awarded", "published"]), _negated=True),
                                    models.Q(models.Q(("band", ""), _negated=True), ("reviewed_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="reviewed_nominations_have_a_value",
                                violation_error_message="A nomination is reviewed with its value.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["awarded", "published"]), _negated=True),
                                    ("awarded_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="awards_have_their_day",
                                violation_error_message="An award says since when.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    ("published_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="published_awards_have_their_day",
                                violation_error_message="A published award says since when.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Nominee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "consent",
                            models.CharField(
                                choices=[
                                    ("open", "Not answered"),
                                    ("given", "Agrees to be shown"),
                                    ("refused", "Prefers not to be shown"),
                                ],
                                default="open",
                                editable=False,
                                max_length=10,
                                verbose_name="consent",
                            ),
                        ),
                        ("answered_on", models.DateField(editable=False, null=True, verbose_name="answered on")),
                        (
                            "nomination",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="shares",
                                to="people.nomination",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="nomination_shares",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["person__name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("nomination", "person"),
                                name="nominated_once",
                                violation_error_message="Name everybody once.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_on", None), ("consent", "open")),
                                    models.Q(("answered_on__isnull", False), ("consent__in", ["given", "refused"])),
                                    _connector="OR",
                                ),
                                name="consent_has_its_day",
                                violation_error_message="An answer says when it was given.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NominationHold",
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
                        ("placed_on", models.DateField(editable=False, verbose_name="since")),
                        ("lifted_on", models.DateField(editable=False, null=True, verbose_name="lifted on")),
                        (
                            "state",
                            models.CharField(
                                choices=[("placed", "In force"), ("lifted", "Lifted")],
                                default="placed",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "nomination",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holds",
                                to="people.nomination",
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
                    ],
                    options={
                        "ordering": ["-placed_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["placed", "lifted"])), name="hold_state_known"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "placed")),
                                fields=("nomination",),
                                name="held_once",
                                violation_error_message="There is a hold already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lifted_on", None), ("state", "placed")),
                                    models.Q(("lifted_on__isnull", False), ("state", "lifted")),
                                    _connector="OR",
                                ),
                                name="lifted_holds_have_their_day",
                                violation_error_message="A hold that is lifted says since when.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HrImport",
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
                        ("file_name", models.CharField(max_length=255, verbose_name="file")),
                        ("file_sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("complete", models.BooleanField(default=False, verbose_name="names everybody")),
                        ("kinds", models.JSONField(blank=True, default=list, verbose_name="kinds")),
                        (
                            "missing_left_on",
                            models.DateField(blank=True, null=True, verbose_name="last day of who is missing"),
                        ),
                        ("columns", models.JSONField(default=list, editable=False)),
                        ("counts", models.JSONField(default=dict, editable=False)),
                        ("compared_on", models.DateField(editable=False, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("read", "Read, to be taken over"),
                                    ("applied", "Taken over"),
                                    ("dropped", "Dropped"),
                                ],
                                default="read",
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
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hr_imports",
                                to="directory.unit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HR import",
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["read", "applied", "dropped"])),
                                name="hr_import_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("complete", False), ("missing_left_on__isnull", False), _connector="OR"
                                ),
                                name="hr_import_missing_have_a_last_day",
                                violation_error_message="Say the last day of those whom the file no longer names.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HrLine",
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
                        ("place", models.PositiveIntegerField(default=0, verbose_name="line")),
                        ("number", models.CharField(max_length=50, verbose_name="personnel number")),
                        ("name", models.CharField(blank=True, max_length=150, verbose_name="name")),
                        (
                            "change",
                            models.CharField(
                                choices=[
                                    ("joiner", "Joins"),
                                    ("mover", "Changes"),
                                    ("leaver", "Leaves"),
                                    ("unchanged", "Unchanged"),
                                    ("fault", "Fault"),
                                ],
                                max_length=10,
                                verbose_name="what happens",
                            ),
                        ),
                        ("changes", models.JSONField(default=dict)),
                        ("given", models.JSONField(default=dict)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("waiting", "To be done"), ("done", "Done"), ("refused", "Refused")],
                                editable=False,
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("said", models.TextField(blank=True, editable=False, verbose_name="what is wrong")),
                        (
                            "hr_import",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="people.hrimport"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["place", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["hr_import", "change", "place"], name="people_hrli_hr_impo_2d03d4_idx"
                            ),
                            models.Index(fields=["hr_import", "number"], name="people_hrli_hr_impo_c231ca_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("change__in", ["joiner", "mover", "leaver", "unchanged", "fault"])),
                                name="hr_line_change_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("outcome__in", ["", "waiting", "done", "refused"])),
                                name="hr_line_outcome_known",
                            ),
                        ],
                    },
                ),
            ],
        ),
        freeze(
            "people_attestation",
            states=("signed",),
            columns=(
                "person_id",
                "campaign_id",
                "version_id",
                "entered_on",
                "due_on",
                "signed_at",
                "signed_on",
                "sha256",
                "sentence",
                "account_id",
                "refusal",
                "refused_on",
            ),
            sentence="A signature is never changed. Ask to sign anew.",
        ),
    ]
