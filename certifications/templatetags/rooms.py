"""How a page of a room names what a question is about. Load with `{% load rooms %}`."""

from django import template
from django.db import models

register = template.Library()


@register.filter
def about(row: models.Model) -> str:
    """ "finding:uuid", as the page of questions reads it."""
    return f"{row._meta.model_name}:{row.uuid}"  # type: ignore[attr-defined]
