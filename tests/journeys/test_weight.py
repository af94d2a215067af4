"""What a page costs on the way: everything but the font, compressed, stays under 100 kB."""

import gzip

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Response

from audits.models import Audit

pytestmark = pytest.mark.journey

LIMIT = 100_000
KINDS = ("document", "stylesheet", "script", "xhr", "fetch", "image", "other")


def weight(page: Page, address: str) -> dict[str, int]:
    """Opens the page and returns the compressed size of each answer but the font's, by its address."""
    page.wait_for_load_state("networkidle")  # nothing of the page before is counted
    page.route("**/*", lambda route: route.continue_())  # what is routed comes from the server, not from a cache
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.unroute_all()
    sizes = {
        answer.url: len(gzip.compress(answer.body(), compresslevel=6))
        for answer in answers
        if answer.request.resource_type in KINDS and answer.ok
    }
    assert len([url for url in sizes if "/static/" in url]) > 20  # nothing was left out
    return sizes


def test_the_fieldwork_is_light(personas):
    question = Audit.objects.get(ref="A-2026-14").items.filter(result="").first()
    sizes = weight(personas("Priya Raman"), question.get_absolute_url())

    assert sum(sizes.values()) < LIMIT, heaviest(sizes)


@pytest.mark.parametrize("name", ["board", "my_work"])
def test_the_board_and_my_work_are_light(personas, name):
    sizes = weight(personas("Ines Moreau"), reverse(f"foundation:{name}"))

    assert sum(sizes.values()) < LIMIT, heaviest(sizes)


def heaviest(sizes: dict[str, int]) -> list[tuple[int, str]]:
    return sorted(((size, url) for url, size in sizes.items()), reverse=True)[:8]
