"""Where a page may send somebody on to: paths of this installation, and nothing that a browser could read otherwise."""

import re

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# Browsers drop tabs and line ends and read a backslash as a slash, so what looks like a path may name another host.
_DECEITFUL = re.compile(r"[\x00-\x20\x7f-\xa0\\]")


def is_own(url: str) -> bool:
    """Whether `url` is a path on this host: begins with one slash and holds nothing that browsers reinterpret."""
    if not url.startswith("/") or url.startswith("//") or _DECEITFUL.search(url):
        return False
    return url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def next_or(request: HttpRequest, otherwise: str) -> str:
    """The `next` of a form if it is an address of ours, else `otherwise`."""
    wanted = request.POST.get("next", "")
    return wanted if is_own(wanted) else otherwise
