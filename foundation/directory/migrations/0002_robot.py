from django.db import migrations


def add(apps, editor):
    user = apps.get_model("directory", "User")
    facts = {"name": "Attest", "kind": "robot", "password": "!no-sign-in"}
    user.objects.get_or_create(email="robot@attest.invalid", defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
