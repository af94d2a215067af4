"""The rows of search, as foundation.search.index keeps them, made by the database out of what each kind reads."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F

from benchmarks.company.rows import run
from foundation.search.offers import Searched, kinds

# The words of a text without accents, each once, in their order. Nothing that this package writes has any.
WORDS = """
CREATE OR REPLACE FUNCTION benchmark_words(told text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(word, ' ' ORDER BY place), '') FROM (
        SELECT left(word, 40) AS word, min(place) AS place
        FROM regexp_split_to_table(lower(told), '[^a-z0-9]+') WITH ORDINALITY AS split (word, place)
        WHERE word <> '' GROUP BY left(word, 40)
    ) AS each
$$"""
COLUMNS = "subject_type_id, subject_uuid, ref, ref_key, title, text, title_words, words, unit_id, area, state, day"


def write() -> None:
    run(WORDS)
    for kind in kinds():
        _write(kind)
    run("DROP FUNCTION benchmark_words(text)")


def _write(kind: Searched) -> None:
    places = {"_ref": kind.ref, "_title": kind.title, "_unit": kind.unit, "_area": kind.area, "_state": kind.state}
    places |= {"_day": kind.day} | {f"_word{number}": place for number, place in enumerate(kind.words)}
    read = {name: F(place) for name, place in places.items() if place}
    rows = kind.model._default_manager.order_by("pk").values("uuid", **read)
    told, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_statement(kind, list(read), told), parameters)


def _statement(kind: Searched, read: list[str], told: str) -> str:
    words = ", ".join(f"nullif({name}::text, '')" for name in read if name.startswith("_word"))
    text = f"concat_ws(chr(10), {words})" if words else "''"
    unit = "_unit" if "_unit" in read else "NULL"
    day = "_day::date" if "_day" in read else "NULL"
    ref, area, state = (f"coalesce({name}, '')" if name in read else "''" for name in ("_ref", "_area", "_state"))
    return (
        f"INSERT INTO foundation_searchrow ({COLUMNS}) "
        f"SELECT {ContentType.objects.get_for_model(kind.model).pk}, uuid, ref, ref_key, _title, text, title_words, "
        f"benchmark_words(title_words || ' ' || text), {unit}, {area}, {state}, {day} "
        f"FROM ({told}) AS told, "
        f"LATERAL (SELECT {ref} AS ref, {text} AS text) AS said, "
        "LATERAL (SELECT regexp_replace(lower(ref), '[^a-z0-9]', '', 'g') AS ref_key) AS keyed, "
        "LATERAL (SELECT benchmark_words(ref || ' ' || ref_key || ' ' || _title) AS title_words) AS worded"
    )
