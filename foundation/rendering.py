"""Django's templates, whose context is let go of as soon as a page is drawn.

A context holds on to itself, and with it to every row and query of its page, until the collector of cycles comes by: where
many ask at once, that is hundreds of megabytes later. Source: docs/adr/0192-memory-of-a-web-process.md.
"""

from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends import django
from django.template.context import make_context
from django.utils.safestring import SafeString


class Templates(django.DjangoTemplates):
    """The engine named in the settings."""

    def from_string(self, template_code: str) -> "Template":
        return Template(self.engine.from_string(template_code), self)

    def get_template(self, template_name: str) -> "Template":
        try:
            return Template(self.engine.get_template(template_name), self)
        except TemplateDoesNotExist as missing:
            django.reraise(missing, self)
            raise


class Template(django.Template):
    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> SafeString:
        made = make_context(context, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(made)
        except TemplateDoesNotExist as missing:
            django.reraise(missing, self.backend)
            raise
        finally:
            made.dicts.clear()
