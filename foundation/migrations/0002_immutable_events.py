from django.db import migrations

from foundation.triggers import protect


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [
        protect("foundation_event", sentence="An event is never changed or deleted."),
        protect("foundation_eventcontent", sentence="What an event says is never changed.", delete=False),
    ]
