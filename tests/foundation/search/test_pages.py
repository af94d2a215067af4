"""The search page and the palette: what they show, what they lead to, and what they keep to themselves."""

import re
from urllib.parse import urlencode

import pytest
from django.db.models import TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse

from foundation.models.search import SearchRow
from foundation.search import index
from foundation.search.excerpts import excerpt, marked
from foundation.search.finding import Narrowed, find
from foundation.search.offers import acts, acts_on, kinds
from foundation.search.palette import sections
from foundation.search.words import Question
from tests.company import CAST, TODAY
from tests.entered import come_in

OPTION = re.compile(r'role="option"[^>]* href="([^"]+)"')


@pytest.fixture
def found_world(standing_world, world):
    index.rebuild()
    return world


@pytest.fixture
def signed_in(found_world, client):
    def enter(name):
        come_in(client, found_world.company.cast[name])
        return client

    return enter


def page_of(client, **asked):
    return client.get(f"{reverse('foundation:search')}?{urlencode(asked, doseq=True)}")


def options(client, text=""):
    return client.get(reverse("foundation:palette"), {"q": text}, headers={"HX-Request": "true"}).content.decode()


def labels(user, text, section):
    return [option.label for part in sections(user, text, TODAY) if part.name == section for option in part.options]


def test_the_page_shows_what_answers_with_the_words_marked(found_world, signed_in):
    shown = page_of(signed_in("ines"), q="remote").content.decode()

    assert "<mark>Remote</mark>" in shown
    assert 'value="remote"' in shown
    assert re.search(r'class="chip"[^>]*href="/search/\?q=remote&amp;kind=process"', shown)


def test_texts_are_shown_as_texts(found_world, signed_in):
    row = SearchRow.objects.get(subject_uuid=found_world.finding.uuid)
    hostile = '<img src=x onerror="alert(1)"> canaryword <b>'
    SearchRow.objects.filter(pk=row.pk).update(
        title=hostile, text=hostile, words="canaryword", title_words="canaryword"
    )
    shown = page_of(signed_in("ines"), q="canaryword").content.decode()
    listed = options(signed_in("ines"), "canaryword")

    assert "<img src=x" not in shown + listed
    assert "&lt;img src=x" in shown
    assert "&lt;img src=x" in listed


def test_a_reference_in_the_address_cannot_break_out(signed_in):
    shown = page_of(signed_in("ines"), q='"><script>alert(1)</script>').content.decode()

    assert "<script>alert" not in shown


@pytest.mark.parametrize("name", CAST)
def test_everything_found_can_be_opened(found_world, signed_in, name):
    client = signed_in(name)
    SearchRow.objects.update(words=Concat("words", Value(" canaryword"), output_field=TextField()))
    rows = find(found_world.company.cast[name], Question("canaryword"), Narrowed(), size=5000).rows
    of_each_kind = {row.subject_type_id: row for row in rows}.values()
    urls = {kind.model: kind.url_name for kind in kinds()}
    links = [reverse(urls[row.subject_type.model_class()], args=[row.subject_uuid]) for row in of_each_kind]

    assert {link: status for link in links if (status := client.get(link).status_code) != 200} == {}


@pytest.mark.parametrize("name", CAST)
def test_everything_in_the_palette_can_be_opened(found_world, signed_in, name):
    client = signed_in(name)
    typed = ["", *(str(act.label).split()[0] for act in (*acts(), *acts_on())), "policies", "a 2026"]
    links = {link.replace("&amp;", "&") for text in set(typed) for link in OPTION.findall(options(client, text))}
    statuses = {link: client.get(link).status_code for link in links}

    assert {link: status for link, status in statuses.items() if status not in (200, 302)} == {}
    assert links


def test_outsiders_have_neither_page_nor_palette_nor_field(found_world, signed_in):
    client = signed_in("claire")

    assert page_of(client, q="audit").status_code == 404
    assert client.get(reverse("foundation:palette"), headers={"HX-Request": "true"}).status_code == 404
    home = client.get(reverse("foundation:account")).content.decode()
    assert "data-search" not in home
    assert "data-palette" not in home


def test_the_palette_offers_what_one_may_do(found_world):
    cast = found_world.company.cast

    assert "Schedule an audit" in labels(cast["petra"], "sched", "acts")
    assert labels(cast["emma"], "sched", "acts") == []
    assert labels(cast["samir"], "policies", "pages") == []
    assert labels(cast["adam"], "policies", "pages") == ["Policies"]


def test_a_finding_is_logged_in_an_audit_one_works_on(found_world):
    cast, ref = found_world.company.cast, found_world.audit.ref
    wanted = f"Log a finding in {ref}"

    assert wanted in labels(cast["priya"], "log", "acts")
    assert wanted in labels(cast["priya"], f"log finding {ref}", "acts")
    assert wanted in labels(cast["priya"], ref, "acts")
    assert wanted not in labels(cast["ines"], f"log finding {ref}", "acts"), "she does not audit it"
    assert labels(cast["priya"], "log finding A-1999-1", "acts") == []


def test_without_a_script_the_palette_is_the_page(signed_in):
    answer = signed_in("ines").get(reverse("foundation:palette"), {"q": "a b"})

    assert (answer.status_code, answer["Location"]) == (302, "/search/?q=a+b")


def test_nothing_found_says_what_to_do(signed_in):
    shown = page_of(signed_in("ines"), q="nothingofthiskind").content.decode()

    assert "Nothing you may see answers “nothingofthiskind”" in shown
    assert "Leave one out" in shown


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=",
        "?q=re&page=999999999",
        "?q=re&page=٣",
        "?q=re&page=-1",
        "?q=re&after=9999-12-31&before=0001-01-01",
        "?q=re&after=nonsense&unit=XX&area=XX&state=XX&kind=XX",
        "?q=re&kind=finding&state=closed&kind=audit",
        "?q=%00re&unit=%00&area=%00&after=%00",
        "?q=" + "x" * 3000,
    ],
)
def test_no_address_is_too_odd(signed_in, query):
    assert signed_in("ines").get(reverse("foundation:search") + query).status_code == 200


def test_the_filters_stand_in_the_address(found_world, signed_in):
    shown = page_of(signed_in("ines"), q="re", kind="audit", unit="HQ", after="2020-01-01").content.decode()

    assert "Unit: Headquarters" in shown
    assert "From: 1 Jan 2020" in shown
    assert 'name="state"' in shown, "one kind is chosen, so its states can be"


def test_a_page_costs_twelve_queries_at_most(signed_in, django_assert_max_num_queries):
    client = signed_in("ines")
    page_of(client, q="re")

    with django_assert_max_num_queries(12):
        page_of(client, q="re", kind=["audit", "finding"], unit="HQ", area="TS")
    with django_assert_max_num_queries(12):
        page_of(client, q="nothingofthiskind")


@pytest.mark.parametrize("text", ["", "log finding a", "nothingofthiskind", "answer take read draw write"])
def test_the_palette_costs_twelve_queries_at_most(signed_in, django_assert_max_num_queries, text):
    client = signed_in("priya")
    options(client, text)

    with django_assert_max_num_queries(12):
        options(client, text)


def test_an_excerpt_stands_around_the_word():
    text = "start " * 40 + "the needle here " + "end " * 100
    shown = excerpt(text, Question("need"))

    assert [bit.text for bit in shown if bit.marked] == ["needle"]
    assert shown[0].text == "… "
    assert shown[-1].text == " …"
    assert len("".join(bit.text for bit in shown)) < 260
    assert excerpt("nothing of it", Question("need")) == []
    assert [bit.text for bit in marked("A-2026-14", Question("2026"))] == ["A-", "2026", "-14"]


def test_the_api_answers_the_same(found_world, signed_in):
    answer = signed_in("ines").get("/api/v1/search/", {"q": found_world.finding.ref}).json()

    assert answer["results"][0]["ref"] == found_world.finding.ref
    assert answer["results"][0]["page"] == found_world.finding.get_absolute_url()
    assert answer["count"] == sum(one["count"] for one in answer["kinds"])
