from django.db import migrations, models
from django.utils import timezone

from foundation.triggers import follow

CHOSEN = """
SELECT version.state, version.as_of, COALESCE(version.created_at, evidence.created_at)
FROM assurance_evidence evidence LEFT JOIN assurance_evidenceversion version ON version.evidence_id = evidence.id
WHERE evidence.id = {key} ORDER BY version.number DESC LIMIT 1
"""


class Migration(migrations.Migration):
    dependencies = [("assurance", "0001_squashed_0014_management_review")]

    operations = [
        migrations.AddField(
            "evidence", "newest_state", models.CharField(blank=True, editable=False, max_length=20, null=True)
        ),
        migrations.AddField("evidence", "newest_as_of", models.DateField(editable=False, null=True)),
        migrations.AddField("evidence", "newest_at", models.DateTimeField(default=timezone.now, editable=False)),
        migrations.AddIndex(
            "evidence",
            models.Index(fields=["newest_at", "id"], name="evidence_newest"),
        ),
        migrations.AddIndex("evidence", models.Index(fields=["newest_state"], name="evidence_newest_state")),
        follow(
            "assurance_evidence",
            key="id",
            columns=("newest_state", "newest_as_of", "newest_at"),
            source="assurance_evidenceversion",
            by="evidence_id",
            chosen=CHOSEN,
        ),
    ]
