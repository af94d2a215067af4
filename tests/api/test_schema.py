"""The schema: served to who is signed in, the same as the committed one, and shown by a page that stands alone."""

from pathlib import Path

import yaml
from django.conf import settings

from tests.entered import come_in

COMMITTED = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"


def test_the_server_gives_the_schema_that_is_committed(client, cast):
    come_in(client, cast["ines"])

    served = yaml.safe_load(client.get("/api/schema/").content)

    assert served == yaml.safe_load(COMMITTED.read_text())


def test_every_operation_says_each_refusal():
    schema = yaml.safe_load(COMMITTED.read_text())
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            codes = {"400", "401", "403", "404", "429"} | ({"409", "412", "415", "422"} if method != "get" else set())
            assert codes <= set(operation["responses"]), (method, path)


def test_the_page_that_shows_it_loads_nothing_from_elsewhere(client, cast):
    come_in(client, cast["ines"])

    page = client.get("/api/docs/")
    text = page.content.decode()

    assert page.status_code == 200
    assert "https://" not in text
    assert "<style" not in text
    assert "'unsafe-inline'" in page["Content-Security-Policy"].partition("style-src")[2].partition(";")[0]
    assert "'unsafe-inline'" not in page["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]


def test_no_other_page_may_style_itself_inline(client, cast):
    come_in(client, cast["ines"])

    assert "unsafe-inline" not in client.get("/me/")["Content-Security-Policy"]
    assert "unsafe-inline" not in client.get("/api/v1/me/")["Content-Security-Policy"]
