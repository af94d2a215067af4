"""Every word that a person reads goes through gettext: what stands in templates, and what code hands to them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.journeys.untranslated import NAMES

pytestmark = pytest.mark.anywhere

ROOT = Path(settings.BASE_DIR)
APPS = ("foundation", "assurance", "audits", "certifications", "people")
BLOCK = re.compile(r"{% (blocktranslate|comment)\b.*?{% end\1 %}", re.DOTALL)
LOOK = re.compile(
    r"{% block (?:plain_size|nav_kind) %}.*?{% endblock %}|{% block \w+ %}[a-z]+{% endblock %}"
)  # not words, but how a page looks
UNSEEN = re.compile(r"<(script|style|svg|code|kbd|pre)\b.*?</\1>|<!--.*?-->", re.DOTALL)
DJANGO = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
SPOKEN = re.compile(r'\s(?:title|aria-label|placeholder|alt|data-key-label|data-label)="([^"]*)"')
TAG = re.compile(r"<[^>]*>", re.DOTALL)
WORD = re.compile(r"[A-Za-z][a-z]{2,}|[A-Z]{2,}")
SAME_EVERYWHERE = set(WORD.findall(" ".join((*NAMES, "SHA UTC www https example"))))
SAYS = {
    "label",
    "title",
    "text",
    "note",
    "help_text",
    "verbose_name",
    "empty_label",
    "words",
    "definition",
    "summary",
    "told",
}


def templates() -> Iterator[Path]:
    for app in APPS:
        yield from sorted(
            path for path in (ROOT / app).rglob("templates/**/*.html") if path.name != "_htmx_config.html"
        )


def bare_words(text: str) -> list[str]:
    """The words of a template that are no tag, no variable and not translated."""
    plain = DJANGO.sub(" ", UNSEEN.sub(" ", LOOK.sub(" ", BLOCK.sub(" ", text))))
    seen = " ".join((TAG.sub(" ", plain), *SPOKEN.findall(plain)))
    return [word for word in WORD.findall(re.sub(r"&\w+;", " ", seen)) if word not in SAME_EVERYWHERE]


def test_no_template_says_a_word_that_is_not_translated():
    found = {str(path.relative_to(ROOT)): words for path in templates() if (words := bare_words(path.read_text()))}

    assert found == {}


def bare_strings(path: Path) -> Iterator[str]:
    """What code says to people under a name that is shown, without gettext."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    for said in (keyword for call in calls for keyword in call.keywords if keyword.arg in SAYS):
        words = said.value.value if isinstance(said.value, ast.Constant) else None
        if isinstance(words, str) and re.search(r"[A-Za-z]{3}", words) and words not in NAMES:
            yield f"{path.relative_to(ROOT)}:{said.value.lineno} {said.arg}={words!r}"


def test_no_code_says_a_word_that_is_not_translated():
    code = [
        path
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if not {"migrations", "demo", "api"} & set(path.parts)
    ]

    assert [one for path in code for one in bare_strings(path)] == []
