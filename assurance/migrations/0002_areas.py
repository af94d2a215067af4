from django.db import migrations

from foundation.triggers import protect

AREAS = ("RD", "SC", "SM", "DEL", "TS")


def add(apps, editor):
    area = apps.get_model("assurance", "Area")
    for order, code in enumerate(AREAS, start=1):
        area.objects.get_or_create(code=code, defaults={"order": order})


class Migration(migrations.Migration):
    dependencies = [("assurance", "0001_initial")]

    operations = [
        migrations.RunPython(add, migrations.RunPython.noop),
        protect("assurance_area", sentence="The five process areas are fixed.", columns=("code",)),
    ]
