from django.db import migrations, models

from foundation.triggers import follow

# The date of a finding that is due first, out of those issued and not yet met.
CHOSEN = """
SELECT due_on, step FROM foundation_due
WHERE subject_type_id = (SELECT id FROM django_content_type WHERE app_label = 'audits' AND model = 'finding')
AND subject_uuid = {key} AND met_on IS NULL ORDER BY due_on, id LIMIT 1
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audits", "0001_squashed_0008_latest_end"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("foundation", "0025_ledger_seen"),
    ]

    operations = [
        migrations.AddField("finding", "first_due_on", models.DateField(editable=False, null=True)),
        migrations.AddField(
            "finding", "first_due_step", models.CharField(blank=True, editable=False, max_length=50, null=True)
        ),
        migrations.AddIndex("finding", models.Index(fields=["first_due_on", "id"], name="finding_first_due")),
        follow(
            "audits_finding",
            key="uuid",
            columns=("first_due_on", "first_due_step"),
            source="foundation_due",
            by="subject_uuid",
            chosen=CHOSEN,
        ),
    ]
