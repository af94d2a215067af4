"""The same as wsgi.py for servers that speak ASGI; Attest itself runs on WSGI, which was twice as fast."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_asgi_application()

from foundation.checks import refuse_unsafe_start  # noqa: E402 - needs the apps to be loaded

refuse_unsafe_start()
