"""Versions know when they were first accepted; until now only the trail did."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """Takes the moments from the trail; what came in as accepted without one counts from its upload."""
    types = apps.get_model("contenttypes", "ContentType").objects.using(schema_editor.connection.alias)
    version = apps.get_model("assurance", "EvidenceVersion")
    kind = types.filter(app_label="assurance", model="evidenceversion").first()
    rows = version.objects.using(schema_editor.connection.alias)
    if kind is None or not rows.exists():
        return
    events = apps.get_model("foundation", "Event").objects.filter(kind="evidence.accept", subject_type=kind)
    told = events.filter(subject_uuid=models.OuterRef("uuid")).order_by("at")
    rows.update(first_accepted_at=models.Subquery(told.values("at")[:1]))
    unknown = rows.filter(first_accepted_at=None, state__in=["accepted", "superseded"])
    unknown.update(first_accepted_at=models.F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("assurance", "0001_squashed_0012_document_writers"),
        ("foundation", "0001_squashed_0014_uploads"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidenceversion",
            name="first_accepted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
