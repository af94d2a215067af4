from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assurance', '0015_newest_version'),
        ('audits', '0009_first_due'),
        ('directory', '0006_person_name'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='correctiveaction',
            index=models.Index(condition=models.Q(('implemented_on', None)), fields=['due_on'], name='action_open_due'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['state', 'type'], name='finding_state'),
        ),
    ]
