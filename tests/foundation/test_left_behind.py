"""What pages leave to the collector of cycles: few queries, and little else."""

import gc
from collections import Counter

import pytest
from django.conf import settings
from django.db.models.sql import Query
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import reverse

from foundation.rendering import Templates

LISTS = ("audits:findings", "assurance:evidence_all", "audits:audits", "assurance:suppliers", "directory:people")
MOST = 2_000  # objects
FEW = 10  # of a form, which holds on to the fields of its choices, and of rows that a view adds to


@pytest.fixture
def left(browse):
    """The objects that only the collector finds after a page, as a web server asks for it, by their types."""
    application = ClientHandler()

    def ask(who: str, address: str) -> Counter[str]:
        cookies = browse(who).cookies
        session = f"{settings.SESSION_COOKIE_NAME}={cookies[settings.SESSION_COOKIE_NAME].value}"
        for _time in range(2):
            _page(application, address, session)
        gc.collect()
        gc.disable()
        try:
            _page(application, address, session)
            gc.set_debug(gc.DEBUG_SAVEALL)
            gc.collect()
            return Counter(type(one).__qualname__ for one in gc.garbage)
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()

    return ask


def _page(application: ClientHandler, address: str, cookie: str) -> None:
    path, _mark, query = address.partition("?")
    answer = application(RequestFactory()._base_environ(PATH_INFO=path, QUERY_STRING=query, HTTP_COOKIE=cookie))
    assert answer.status_code == 200, address


@pytest.mark.parametrize("query", ["", "?panel=filter"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_leaves_few_queries_behind(finding, left, settings, name, query):
    settings.DRAWN_PARTS_ARE_COMPARED = False
    found = left("ines", reverse(name) + query)

    assert found[Query.__qualname__] <= FEW
    assert found.total() < MOST


def test_a_template_that_is_not_there_is_named(settings):
    from django.template import TemplateDoesNotExist, engines

    assert isinstance(engines.all()[0], Templates)
    with pytest.raises(TemplateDoesNotExist, match=r"foundation/nowhere\.html"):
        engines.all()[0].get_template("foundation/nowhere.html")
    inner = engines.all()[0].from_string('{% include "foundation/nowhere.html" %}')
    with pytest.raises(TemplateDoesNotExist):
        inner.render({})
