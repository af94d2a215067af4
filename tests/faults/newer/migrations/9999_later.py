from pkgutil import iter_modules

import django.db.models.deletion
from django.db import migrations, models

from audits import migrations as known


def echo(apps, editor):
    apps.get_model("audits", "Finding").objects.update(echo=models.F("statement"))


class Migration(migrations.Migration):
    """A column that is filled from the rows there are, and a table."""

    dependencies = [("audits", max(module.name for module in iter_modules(known.__path__)))]

    operations = [
        migrations.AddField(model_name="finding", name="echo", field=models.TextField(null=True)),
        migrations.RunPython(echo, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Footnote",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("finding", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="audits.finding")),
            ],
        ),
    ]
