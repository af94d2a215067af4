"""How a page of a room names what a question is about. Load with `{% load rooms %}`."""

from datetime import date

from django import template
from django.db import models

from certifications.windows import InForce, Window
from certifications.windows import in_force as covers

register = template.Library()


@register.filter
def about(row: models.Model) -> str:
    """ "finding:uuid", as the page of questions reads it."""
    return f"{row._meta.model_name}:{row.uuid}"  # type: ignore[attr-defined]


@register.simple_tag
def in_force(as_of: date, valid_until: date | None, window: Window) -> InForce:
    """`{% in_force piece.latest_as_of piece.latest_valid_until room.window as force %}`."""
    return covers(as_of, valid_until, window)
