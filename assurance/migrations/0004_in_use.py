from django.db import migrations
from django.db.models import F


def in_use(apps, schema_editor):
    """Processes that were listed before life cycles existed are in use; requirements stand in the family of their theme."""
    apps.get_model("assurance", "Process").objects.filter(state="draft").update(state="active")
    apps.get_model("assurance", "Requirement").objects.filter(family="").update(family=F("theme"))


class Migration(migrations.Migration):
    dependencies = [("assurance", "0003_assurance_system")]
    operations = [migrations.RunPython(in_use, migrations.RunPython.noop)]
