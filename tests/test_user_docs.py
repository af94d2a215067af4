"""The pages for users: every role has one, their pictures and links are there, and no picture is heavy."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from docs.pictures import LARGEST, PICTURES

pytestmark = pytest.mark.anywhere

ROOT = Path(settings.BASE_DIR)
ROLES = ("administrator", "auditor", "certifier", "everyone", "manager", "officer")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def test_every_role_has_a_page():
    assert sorted(path.stem for path in (ROOT / "docs" / "use").glob("*.md")) == sorted(ROLES)


@pytest.mark.parametrize("page", ["README.md", *(f"docs/use/{role}.md" for role in ROLES)])
def test_what_a_page_links_to_is_there(page):
    path = ROOT / page

    assert [link for link in LINK.findall(path.read_text()) if not (path.parent / link).exists()] == []


def test_the_readme_shows_the_twelve_main_screens_and_none_is_heavy():
    readme = (ROOT / "README.md").read_text()
    sizes = {picture.name: (ROOT / "docs" / "pictures" / f"{picture.name}.png").stat().st_size for picture in PICTURES}

    assert len(sizes) == 12
    assert [name for name in sizes if f"docs/pictures/{name}.png" not in readme] == []
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
