from django.db import migrations

from foundation.letters import letters


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_person_name")]

    operations = [letters("directory_person", "name", "number", "email")]
