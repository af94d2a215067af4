"""What the web server calls."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from foundation.processes.crowd import House
from foundation.processes.kinship import die_with_parent_if_asked

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

die_with_parent_if_asked()
application = House(get_wsgi_application(), seats=settings.WEB_THREADS)

from foundation.checks import refuse_unsafe_start  # noqa: E402 - needs the apps to be loaded
from foundation.processes.memory import leave_out_what_stays  # noqa: E402

refuse_unsafe_start()
leave_out_what_stays()
