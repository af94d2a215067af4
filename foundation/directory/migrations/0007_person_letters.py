from django.db import migrations

from foundation.letters import Letters


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_person_name")]

    operations = [Letters("person", "name", "number", "email")]
