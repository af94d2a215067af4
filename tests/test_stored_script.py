"""Stored scripts: markup in any text of any row is shown as text, on every page and to everybody who may read it."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction

from tests import snapshot
from tests.routes import ROUTES
from tests.test_access_matrix import door

pytestmark = [pytest.mark.anywhere, pytest.mark.usefixtures("figures_kept")]

MARK = '"><img src=x onerror=alert(1)>'
# Texts with a form of their own, which the database or the code that reads them holds to it.
FORMED = {
    "code", "path", "zone", "country", "sha256", "digest", "state", "kind", "verb", "permission", "key", "rule", "step",
    "password", "session_key", "result_sha256", "detected_type", "declared_type", "url_name", "model", "app_label",
}  # fmt: skip


class Elements(HTMLParser):
    """Whether a page has an element, or a handler, that no template of ours writes."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("src", "x") in attrs or any(name.startswith("on") for name, _value in attrs):
            self.strange.append(tag)


def texts(model: type[models.Model]) -> list[models.Field]:
    """The fields of a model in which somebody could have typed the mark."""
    return [
        field
        for field in model._meta.concrete_fields
        if type(field) in (models.CharField, models.TextField)
        and not field.choices
        and field.name not in FORMED
        and not field.primary_key
        and (field.max_length or 1000) > len(MARK) + 12
    ]


def poison(label: str) -> int:
    """Writes the mark into every text of every row of an app, past all forms and verbs; returns how many rows took it."""
    written = 0
    for model in apps.get_app_config(label).get_models():
        for row in model._base_manager.all() if texts(model) else ():
            marked = {field.name: f"{(getattr(row, field.name) or '')[:8]}{MARK}{row.pk}" for field in texts(model)}
            try:
                with transaction.atomic():
                    written += model._base_manager.filter(pk=row.pk).update(**marked)
            except DatabaseError:
                written += sum(_one_by_one(model, row.pk, marked))
    return written


def _one_by_one(model: type[models.Model], pk: Any, marked: dict[str, str]) -> list[int]:
    taken = []
    for name, text in marked.items():
        try:
            with transaction.atomic():
                taken.append(model._base_manager.filter(pk=pk).update(**{name: text}))
        except DatabaseError:
            continue
    return taken


@pytest.fixture
def poisoned(world: Any) -> Any:
    assert sum(poison(label) for label in snapshot.OURS) > 100
    return world


def test_the_parser_sees_a_script_that_got_through():
    page = Elements()

    page.feed(f'<a href="{MARK}">Two of five</a>')

    assert page.strange == ["img"]


def test_no_page_turns_stored_text_into_markup(poisoned):
    strange, seen = {}, 0
    for name, route in ROUTES.items():
        for member in sorted(route.read)[:3] if not route.public else ():
            answer = door(name, poisoned).answer(member, "get")
            if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
                continue
            page, said = Elements(), answer.content.decode()
            page.feed(said)
            seen += "&lt;img src=x" in said
            if page.strange or answer.status_code >= 500:
                strange[name, member] = (answer.status_code, page.strange)
    assert strange == {}
    assert seen > 20, "The pages show too little of what was stored for this test to mean anything."
