"""A browser's long name in a few words, for the list of sessions."""

from django.utils.translation import gettext as _

# The first that is found counts: later ones also call themselves by earlier names.
_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_words(user_agent: str) -> str:
    """“Firefox on Linux”; what is unknown is said to be so."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if not browser:
        return _("Unknown browser")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser
