from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_squashed_0005_guides_read")]

    operations = [
        migrations.AddIndex("person", models.Index(fields=["name", "id"], name="person_name")),
    ]
