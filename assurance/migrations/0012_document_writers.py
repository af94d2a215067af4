from django.conf import settings
from django.db import migrations, models
from django.db.migrations.state import StateApps


def know_writers(apps: StateApps, _editor: object) -> None:
    """Versions so far were written by their authors and by whoever added any of their texts."""
    links = apps.get_model("assurance", "EvidenceLink").objects.filter(purpose="document")
    for version in apps.get_model("assurance", "DocumentVersion").objects.all():
        added = links.filter(subject_uuid=version.uuid).values_list("version__uploaded_by", flat=True)
        version.writers.add(version.author_id, *added)


class Migration(migrations.Migration):

    dependencies = [
        ('assurance', '0011_processes_and_gates'),
        ('directory', '0003_administration'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='documentversion',
            name='writers',
            field=models.ManyToManyField(editable=False, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(know_writers, migrations.RunPython.noop),
    ]
