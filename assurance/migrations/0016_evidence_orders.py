from django.db import migrations, models

from foundation.letters import Letters

ORDERS = {
    "evidence_by_title": "title",
    "evidence_by_state": "newest_state",
    "evidence_by_kind": "kind",
    "evidence_by_day": "newest_as_of",
    "evidence_by_grading": "grading",
}


class Migration(migrations.Migration):
    dependencies = [("assurance", "0015_newest_version")]

    operations = [
        migrations.RemoveIndex("evidence", "evidence_newest_state"),
        *(
            migrations.AddIndex("evidence", models.Index(fields=[column, "id"], name=name))
            for name, column in ORDERS.items()
        ),
        Letters("evidence", "title"),
    ]
