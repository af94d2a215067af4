"""The page font is cut once, to what pages need, and is found again."""

from io import BytesIO

import pytest
from django.template import Context, Template
from fontTools.ttLib import TTFont

from foundation import fonts

pytestmark = pytest.mark.anywhere


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("static")
    fonts.ensure_fonts(place)
    return place


def test_the_font_is_small_variable_and_knows_the_letters_of_names(folder):
    latin, extended = (folder / fonts.FOLDER).glob("*-latin.woff2"), (folder / fonts.FOLDER).glob("*-latin-ext.woff2")
    file, more = next(latin), next(extended)

    font, font_of_more = TTFont(BytesIO(file.read_bytes())), TTFont(BytesIO(more.read_bytes()))

    assert file.stat().st_size < 60_000
    assert [axis.axisTag for axis in font["fvar"].axes] == ["wght"]
    assert {ord(letter) for letter in "Ana é – “” € ×"} <= set(font.getBestCmap())
    assert {ord(letter) for letter in "Łukasz Nováková ş"} <= set(font.getBestCmap()) | set(font_of_more.getBestCmap())
    assert {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord} >= {"tnum", "cv05"}


def test_a_second_start_finds_the_font_at_once(folder):
    stylesheet = folder / fonts.STYLESHEET
    before = stylesheet.stat().st_mtime_ns

    assert fonts.ensure_fonts(folder) == stylesheet

    assert stylesheet.stat().st_mtime_ns == before


def test_a_half_made_font_is_made_again(folder):
    missing = next((folder / fonts.FOLDER).glob("*-latin-ext.woff2"))
    missing.unlink()

    fonts.ensure_fonts(folder)

    assert missing.exists()


def test_pages_link_the_font_when_it_is_there_and_do_without_it_else(folder, settings):
    page = Template("{% load assets %}{% font_styles %}")
    settings.STATICFILES_DIRS = []
    assert page.render(Context()) == ""

    settings.STATICFILES_DIRS = [str(folder)]
    assert 'href="/static/foundation/fonts/inter.css"' in page.render(Context())
