"""Reporting and violation cases: the lines of the access matrix."""

from tests.routes.lines import Route

ROUTES: dict[str, Route] = {}
