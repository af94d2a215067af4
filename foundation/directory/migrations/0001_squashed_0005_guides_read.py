import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import foundation.directory.models.units
from foundation.at_once import AtOnce


def add_robot(apps, editor):
    user = apps.get_model("directory", "User")
    facts = {"name": "Attest", "kind": "robot", "password": "!no-sign-in"}
    user.objects.get_or_create(email="robot@attest.invalid", defaults=facts)


class Migration(migrations.Migration):
    replaces = [
        ("directory", "0001_initial"),
        ("directory", "0002_robot"),
        ("directory", "0003_administration"),
        ("directory", "0001_squashed_0003_administration"),
        ("directory", "0004_mail_choices"),
        ("directory", "0005_guides_read"),
    ]

    initial = True

    dependencies = []

    operations = [
        AtOnce(
            operations=[
                migrations.CreateModel(
                    name="Calendar",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                    ],
                    options={
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="JobRole",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
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
                        ("number", models.CharField(max_length=20, unique=True, verbose_name="personnel number")),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="work e-mail")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("employee", "Employee"),
                                    ("partner", "Partner"),
                                    ("consultant", "Consultant"),
                                ],
                                default="employee",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("employer", models.CharField(blank=True, max_length=150, verbose_name="employer")),
                        ("contract_end", models.DateField(blank=True, null=True, verbose_name="contract ends on")),
                        ("start_on", models.DateField(verbose_name="started on")),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputises_for",
                                to="directory.person",
                            ),
                        ),
                        (
                            "manager",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="directory.person",
                            ),
                        ),
                        (
                            "sponsor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sponsored",
                                to="directory.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="people", to="directory.unit"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "people",
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "employee"),
                                    models.Q(("sponsor__isnull", False), ("contract_end__isnull", False)),
                                    _connector="OR",
                                ),
                                name="outside_people_are_sponsored",
                                violation_error_message="A partner or consultant needs a sponsor and the day the contract ends.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on", None), ("left_on__gte", models.F("start_on")), _connector="OR"
                                ),
                                name="nobody_leaves_before_starting",
                                violation_error_message="Nobody can leave before they started.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Holiday",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "calendar",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="holidays",
                                to="directory.calendar",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["day"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("calendar", "day"),
                                name="holiday_once",
                                violation_error_message="This day is already in the calendar.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="User",
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
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("inside", "Staff, partner or consultant"),
                                    ("outside", "Outsider"),
                                    ("robot", "Scheduled work"),
                                ],
                                default="inside",
                                editable=False,
                                max_length=10,
                            ),
                        ),
                        ("organisation", models.CharField(blank=True, max_length=150, verbose_name="organisation")),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="directory.person",
                            ),
                        ),
                        (
                            "mail_rests",
                            models.BooleanField(default=False, editable=False, verbose_name="no mails on days off"),
                        ),
                        ("mail_ways", models.JSONField(blank=True, default=dict, editable=False)),
                        ("guides_read", models.JSONField(blank=True, default=list, editable=False)),
                    ],
                    options={
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "inside"), _negated=True),
                                    ("person__isnull", False),
                                    _connector="OR",
                                ),
                                name="inside_accounts_have_a_person",
                                violation_error_message="An inside account belongs to a person.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind", "inside"), ("person", None), _connector="OR"),
                                name="outside_accounts_have_no_person",
                                violation_error_message="An outsider's account cannot belong to a member of staff.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Clearance",
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
                        ("code", models.CharField(max_length=50, verbose_name="clearance")),
                        ("from_on", models.DateField(verbose_name="from")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                        ("source", models.CharField(max_length=200, verbose_name="source")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="clearances",
                                to="directory.person",
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "withdrawn_because",
                            models.TextField(blank=True, editable=False, verbose_name="why it was withdrawn"),
                        ),
                        ("withdrawn_on", models.DateField(editable=False, null=True, verbose_name="withdrawn on")),
                    ],
                    options={
                        "ordering": ["person", "code"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until", None), ("until__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="clearance_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_on", None),
                                    models.Q(("withdrawn_because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="withdrawn_for_a_reason",
                                violation_error_message="Say why the clearance is withdrawn.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("group", "Group"),
                                    ("region", "Region"),
                                    ("business_unit", "Business unit"),
                                    ("department", "Department"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("path", models.CharField(editable=False, max_length=255, null=True, unique=True)),
                        (
                            "zone",
                            models.CharField(
                                max_length=50,
                                validators=[foundation.directory.models.units.known_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "weekend",
                            models.JSONField(
                                default=foundation.directory.models.units.saturday_and_sunday,
                                validators=[foundation.directory.models.units.weekend_days],
                                verbose_name="weekend",
                            ),
                        ),
                        ("active_from", models.DateField(blank=True, null=True, verbose_name="active from")),
                        ("active_to", models.DateField(blank=True, null=True, verbose_name="active to")),
                        (
                            "accountable_officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accountable_for",
                                to="directory.person",
                            ),
                        ),
                        (
                            "calendar",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                to="directory.calendar",
                                verbose_name="holiday calendar",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="directory.unit",
                            ),
                        ),
                        (
                            "security_officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="security_officer_of",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["path"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("kind"),
                                condition=models.Q(("parent", None)),
                                name="one_root_unit",
                                violation_error_message="There is one unit at the top; give this one a parent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("parent__isnull", False), ("kind", "group"), _connector="OR"),
                                name="the_root_is_a_group",
                                violation_error_message="Only a group can stand at the top; give this unit a parent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("active_to", None),
                                    ("active_from", None),
                                    ("active_to__gte", models.F("active_from")),
                                    _connector="OR",
                                ),
                                name="unit_ends_after_it_starts",
                                violation_error_message="A unit cannot end before it starts.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Leave",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="from")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="covers",
                                to="directory.person",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="leaves",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "leaves",
                        "ordering": ["from_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="leave_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Site",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("office", "Office"),
                                    ("research", "R&D centre"),
                                    ("lab", "Laboratory"),
                                    ("factory", "Factory"),
                                    ("warehouse", "Warehouse"),
                                    ("certification_centre", "Certification centre"),
                                    ("data_centre", "Data centre"),
                                ],
                                max_length=30,
                                verbose_name="kind",
                            ),
                        ),
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
                        ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sites", to="directory.unit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on", None),
                                    ("opened_on", None),
                                    ("closed_on__gte", models.F("opened_on")),
                                    _connector="OR",
                                ),
                                name="site_closes_after_it_opens",
                                violation_error_message="A site cannot close before it opens.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleGrant",
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
                                    ("ADM", "Administrator"),
                                    ("CO", "Compliance officer"),
                                    ("LA", "Lead auditor"),
                                    ("AU", "Auditor"),
                                    ("MGR", "Manager"),
                                    ("PO", "Process owner"),
                                    ("EMP", "Employee"),
                                    ("CERT", "External certifier"),
                                    ("INSP", "Inspector"),
                                    ("PM", "Programme manager"),
                                    ("HR", "Human resources"),
                                    ("CASE", "Case officer"),
                                    ("INVEST", "Investigator"),
                                    ("DECIDE", "Disciplinary decision maker"),
                                    ("PANEL", "Appeal panel"),
                                    ("LEG", "Legal counsel"),
                                    ("CHOST", "Centre host"),
                                    ("DPO", "Data protection officer"),
                                ],
                                max_length=10,
                                verbose_name="role",
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="from")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="role_grants",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="role_grants",
                                to="directory.unit",
                            ),
                        ),
                        ("ended_on", models.DateField(editable=False, null=True, verbose_name="ended on")),
                    ],
                    options={
                        "ordering": ["user", "role"],
                        "indexes": [
                            models.Index(fields=["user", "role", "unit"], name="directory_r_user_id_9f0282_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="role_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="JobRoleSpell",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("from_on", models.DateField(verbose_name="from")),
                        ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "role",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="spells",
                                to="directory.jobrole",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="spells",
                                to="directory.person",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="spells", to="directory.unit"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["person", "from_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                                ),
                                name="spell_ends_after_it_starts",
                                violation_error_message="The last day cannot lie before the first.",
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(add_robot, migrations.RunPython.noop),
    ]
