"""Settings of the tests: those of a machine of one's own, quick where quickness changes nothing that is tested.

Only DATABASE_URL and VAR are taken from the environment of whoever runs the tests.
"""

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

_kept = {name: os.environ[name] for name in ("DATABASE_URL", "VAR") if os.environ.get(name)}
_example = Path(__file__).resolve().parent.parent / ".env.example"
for _name in re.findall(r"^#?([A-Z0-9_]+)=", _example.read_text(), re.MULTILINE):
    os.environ.pop(_name, None)
if "VAR" not in _kept:
    _kept["VAR"] = tempfile.mkdtemp(prefix="attest-test-")
    atexit.register(shutil.rmtree, _kept["VAR"], ignore_errors=True)
os.environ |= _kept | {"PLAIN_HTTP": "1", "SECRET_KEY": "a key that is only ever used by the tests of this project"}

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STATICFILES_DIRS, STORAGES, VAR  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATICFILES_DIRS.clear()
DRAWN_PARTS_ARE_COMPARED = DATABASES["default"]["ENGINE"].endswith("sqlite3")  # whatever is kept (foundation/drawn.py)
KEPT_SECONDS = {"late": 0, "board": 0}  # a test is over sooner
CELERY_BROKER_URL = "memory://"
WHITENOISE_AUTOREFRESH = True  # else every client of a test lists all static files anew

DATABASES["default"].get("OPTIONS", {}).pop("pool", None)  # a pool would hold the test database open
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # a file: threads of live_server share it
