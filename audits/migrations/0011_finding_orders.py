from django.db import migrations, models

ORDERS = {"finding_by_type": "type", "finding_by_state": "state", "finding_by_closure": "closed_on"}


class Migration(migrations.Migration):
    dependencies = [("audits", "0010_lines_of_work")]

    operations = [
        migrations.AddIndex("finding", models.Index(fields=[column, "id"], name=name))
        for name, column in ORDERS.items()
    ]
