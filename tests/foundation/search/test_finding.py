"""Search finds what one may see and nothing else, by reference and by words, in an order that hidden rows never move."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import TextField, Value
from django.db.models.functions import Concat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assurance.models import Supplier
from audits.models import Finding
from foundation.models.search import SearchRow
from foundation.search import index, scope
from foundation.search.finding import Narrowed, find
from foundation.search.offers import kind_of, kinds
from foundation.search.words import Question
from tests.company import CAST, OUTSIDERS

CANARY = "quillonwort"
EVERYONE = [*CAST, *OUTSIDERS]


@pytest.fixture
def found_world(standing_world, world):
    index.rebuild()
    return world


def rows_for(user, text, narrowed=None, *, size=200):
    return find(user, Question(text), narrowed or Narrowed(), size=size).rows


def refs_for(user, text, narrowed=None):
    return [row.ref for row in rows_for(user, text, narrowed)]


def seen_keys(user):
    """Type and uuid of every record that the lists show a user."""
    return {
        (ContentType.objects.get_for_model(kind.model).pk, uuid)
        for kind in kinds()
        for uuid in kind.model._default_manager.visible_to(user).values_list("uuid", flat=True)
    }


def keys_of(rows):
    return {(row.subject_type_id, row.subject_uuid) for row in rows}


@pytest.mark.parametrize("typed", ["F-2026-", "f 2026", "f2026"])
def test_a_reference_is_found_however_it_is_typed(found_world, typed):
    ines, ref = found_world.company.cast["ines"], found_world.finding.ref

    assert ref in refs_for(ines, typed + ref.rpartition("-")[2])


def test_the_reference_itself_stands_first(found_world):
    ines, ref = found_world.company.cast["ines"], found_world.finding.ref

    assert refs_for(ines, ref)[0] == ref


def test_words_of_the_title_come_before_words_of_the_text(found_world):
    ines = found_world.company.cast["ines"]
    entry = SearchRow.objects.get(subject_uuid=found_world.finding.uuid)
    other = SearchRow.objects.get(subject_uuid=found_world.supplier.uuid)
    SearchRow.objects.filter(pk=entry.pk).update(words=f"{entry.words} {CANARY}", day=date(2026, 11, 1))
    SearchRow.objects.filter(pk=other.pk).update(
        title_words=f"{other.title_words} {CANARY}", words=f"{other.words} {CANARY}", day=date(2020, 1, 1)
    )

    assert [row.pk for row in rows_for(ines, CANARY)] == [other.pk, entry.pk]


def test_one_wrong_letter_does_no_harm(found_world):
    ines = found_world.company.cast["ines"]
    entry = SearchRow.objects.get(subject_uuid=found_world.finding.uuid)
    SearchRow.objects.filter(pk=entry.pk).update(words=f"{entry.words} {CANARY}")

    for slip in ("quilonwort", "quillonworts", "quillomwort", "qiullonwort"):
        answer = find(ines, Question(slip), Narrowed(), size=10)

        assert ([row.pk for row in answer.rows], answer.with_slips) == ([entry.pk], True)
    assert rows_for(ines, "quilomwort") == [], "two wrong letters are another word"


def test_accents_and_case_do_not_matter(found_world):
    ines = found_world.company.cast["ines"]
    Supplier.objects.filter(pk=found_world.supplier.pk).update(name="Électronique Müller")
    index.reconcile()

    assert refs_for(ines, "electronique MULLER") == [found_world.supplier.ref]


@pytest.mark.parametrize("name", EVERYONE)
def test_a_canary_in_every_record_is_found_only_where_it_is_seen(found_world, name):
    user = found_world.company.cast[name]
    SearchRow.objects.update(words=Concat("words", Value(f" {CANARY}"), output_field=TextField()))
    answer = find(user, Question(CANARY), Narrowed(), size=5000)
    allowed = set() if name in OUTSIDERS else seen_keys(user)

    assert keys_of(answer.rows) <= allowed
    assert sum(answer.counts.values()) == len(answer.rows)
    offered = {ContentType.objects.get_for_model(k.model).pk for k in kinds() if not k.roles}
    assert {key for key in allowed if key[0] in offered} <= keys_of(answer.rows)


def test_outsiders_find_nothing_at_all(found_world):
    for name in OUTSIDERS:
        assert find(found_world.company.cast[name], Question("audit"), Narrowed(), size=10).counts == {}


def test_hidden_rows_move_neither_order_nor_numbers(found_world):
    omar = found_world.company.cast["omar"]
    before = find(omar, Question("re"), Narrowed(), size=200)
    hidden = SearchRow.objects.exclude(pk__in=[row.pk for row in before.rows])
    many = Value(" ".join(f" re{number}" for number in range(30)))
    both = {name: Concat(name, many, output_field=TextField()) for name in ("words", "title_words")}
    hidden.update(**both)
    after = find(omar, Question("re"), Narrowed(), size=200)

    seen = seen_keys(omar)
    assert [row.pk for row in before.rows] == [
        row.pk for row in after.rows if row.pk in {one.pk for one in before.rows}
    ]
    assert keys_of(after.rows) <= seen


words = st.sampled_from(["remote", "access", "audit", "f", "2026", "meridane", "ga", "cert", "re", "a2026", "the"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(EVERYONE), asked=st.lists(words, min_size=1, max_size=2), slip=st.booleans())
def test_whatever_anybody_asks_they_find_only_what_they_see(found_world, name, asked, slip):
    user, text = found_world.company.cast[name], " ".join(asked) + ("x" if slip else "")

    assert keys_of(rows_for(user, text)) <= seen_keys(user)


def test_the_filters_narrow(found_world):
    ines, unit = found_world.company.cast["ines"], found_world.company.units["MEADEL"]
    every = rows_for(ines, "re")

    below = rows_for(ines, "re", Narrowed(unit=unit))
    of_kind = rows_for(ines, "re", Narrowed(kinds=(kind_of(Finding),)))
    dated = rows_for(ines, "re", Narrowed(first=date(1, 1, 1), last=date(9999, 12, 31)))

    assert below
    assert {row.unit.code for row in below} == {"MEADEL"}
    assert {row.subject_type.model for row in of_kind} <= {"finding"}
    assert keys_of(dated) == keys_of(row for row in every if row.day)


@pytest.mark.parametrize(
    "text", ["", " ", "…", "\x00", "%", "_", "'", '"', "a" * 5000, "NEAR(a b)", "* OR *", "-1", "٣", "a:b", "\\"]
)
def test_no_text_is_too_odd(found_world, text):
    answer = find(found_world.company.cast["ines"], Question(text), Narrowed(), size=10)

    assert sum(answer.counts.values()) >= len(answer.rows)


def test_every_kind_of_case_stays_apart():
    assert {kind.model._meta.app_label for kind in kinds()} == {
        "assurance",
        "audits",
        "certifications",
        "directory",
        "people",
    }


def test_an_answer_costs_four_queries_at_most(found_world, django_assert_max_num_queries):
    ines = found_world.company.cast["ines"]
    rows_for(ines, "audit")

    with django_assert_max_num_queries(2):
        rows_for(ines, "audit")
    with django_assert_max_num_queries(4):
        rows_for(ines, "nothingatallofthis")


@pytest.mark.parametrize("name", EVERYONE)
def test_writing_the_scope_reads_nothing(found_world, name, django_assert_num_queries):
    """What it writes is kept for a day: what it read would be too."""
    user = found_world.company.cast[name]
    scope.seen_by(user)
    scope.kept.clear()

    with django_assert_num_queries(0):
        scope.seen_by(user)
