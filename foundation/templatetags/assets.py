"""The stylesheets, scripts and fonts of a page. Load with `{% load assets %}`."""

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from foundation.fonts import STYLESHEET

register = template.Library()


@register.simple_tag
def styles(names: str) -> SafeString:
    """Links to foundation/css: `{% styles "fieldwork matrix" %}`."""
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(f"foundation/css/{name}.css"),) for name in names.split())
    )


@register.simple_tag
def scripts(names: str) -> SafeString:
    """Deferred scripts of foundation/js: `{% scripts "keyboard sheet" %}`."""
    return format_html_join(
        "\n", '<script src="{}" defer></script>', ((static(f"foundation/js/{name}.js"),) for name in names.split())
    )


@register.simple_tag
def font_styles() -> SafeString | str:
    """The link to the font made at set-up (foundation/fonts.py); nothing where it is missing: the system's font."""
    hashed = getattr(staticfiles_storage, "hashed_files", None)
    present = STYLESHEET in hashed if hashed else finders.find(STYLESHEET) is not None
    return format_html('<link rel="stylesheet" href="{}">', static(STYLESHEET)) if present else ""
