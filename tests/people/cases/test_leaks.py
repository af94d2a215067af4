"""Nothing leaks: each text of a case is a word of its own, and is read where the table allows it and nowhere else.

Walked are all addresses of pages and of the API, by everybody of the cast and by nobody; then all that is left behind:
mails, lines of the log, the cache, and every row of every table of the house, out of which searches, lists, exports,
feeds and jobs are made.
"""

import io
import json
import logging
import re
from datetime import timedelta
from typing import Any
from zlib import crc32

import pypdfium2
import pytest
import structlog
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import models
from django.urls import get_resolver, reverse
from django.utils import timezone

from foundation.access import robot
from foundation.logs import logging_settings
from foundation.sweeps import run_due
from foundation.tasks import send_notifications
from people.cases import actions
from people.cases.forms.adding import _ADDED, _WITHIN
from people.cases.models import Appeal, Case, Dismissal, OpeningReport, Referral, RetaliationCheck
from people.cases.trail import record_case
from people.cases.workflows import CASE
from tests.company import CAST, OUTSIDERS, TODAY
from tests.routes import ROUTES
from tests.routes.api import CALLS
from tests.routes.lines import nothing
from tests.test_access_matrix import door, sign_in, visitor

pytestmark = [pytest.mark.anywhere, pytest.mark.usefixtures("figures_kept", "standing_world")]

WORD = re.compile(r"qz\d{3}zq")
SEALED = ("gateway of Emma",)  # the name of a file, as its sender had it
NOT_TYPED = {"name", "digest", "sha256", "detected_type", "declared_type", "token_hash", "kind", "rule"}
LOG = "caseeventcontent.summary"
THOROUGH = ("petra", "emma", "samir", "ines", "adam", "claire", None)

SUBJECT = {
    "case.ref",  # on the letters
    "allegation.text",
    "casefile.title",
    "interview.redacted",
    "hearing.place",
    "hearing.companion",
    "decision.reasons",
    "decision.matrix_row",
    "decision.mitigating",
    "decision.aggravating",
    "decision.outside_reasons",
    "sanction.training",
}
REPORTER = {"case.description", "message.text"}
OFFICERS_ONLY = {"message.text"}
NOT_FOR_HANDLERS = {
    "casesubject.words",  # sealed
    "interview.redacted",  # the person's version
    "sealopening.reason",  # the data protection officer's; the log has it in words of its own
    "referral.note",  # counsel's
    "retaliationcheck.outcome",  # counsel's
    "dismissal.reason",  # in the log
}


@pytest.fixture
def words(world: Any) -> dict[str, str]:
    """Field by word: each text of the decided case is one word, and so is what stands in its log."""
    _complete(world.case, world.company)
    found: dict[str, str] = {}
    for model in apps.get_app_config("cases").get_models():
        rows = _rows_of(model, world.case)
        for field in _typed(model) if rows is not None else ():
            word = f"qz{len(found):03}zq"
            if rows.update(**{field.name: word}):
                found[word] = f"{model._meta.model_name}.{field.name}"
    word = f"qz{len(found):03}zq"
    record_case(actor=world.company.cast["petra"], kind="case.written", subject=world.case, summary=word)
    return found | {word: LOG}


def _typed(model: type[models.Model]) -> list[models.Field]:
    kinds = (models.CharField, models.TextField)
    return [
        field
        for field in model._meta.concrete_fields
        if type(field) in kinds and not field.choices and field.name not in NOT_TYPED and not field.primary_key
    ]


def _rows_of(model: Any, case: Case) -> Any:
    if model is Case:
        return Case.objects.filter(pk=case.pk)
    fields = {field.name for field in model._meta.fields}
    return model._base_manager.filter(case=case) if "case" in fields and model._meta.model_name != "caseevent" else None


def _complete(case: Case, company: Any) -> None:
    """Adds what the path of the case did not leave: an opened name, a late appeal, a referral, a check, a proposal."""
    petra, person = company.cast["petra"], company.person("petra")
    actions.open_sealed_name(actor=petra, case=case, seal="reporter", reason="To ask.", on=TODAY)
    Appeal.objects.create(case=case, lodged_on=TODAY, grounds="No.", late=True, late_reason="Ill.", reasons="So.")
    Referral.objects.create(
        case=case, legal_basis="A law.", authority="A court.", referred_on=TODAY, referred_by=person
    )
    RetaliationCheck.objects.create(case=case, kind="left", happened_on=TODAY, raised_on=TODAY, outcome="Nothing.")
    Dismissal.objects.create(case=case, proposed_by=person, proposed_on=TODAY, reason="Nothing in it.")
    OpeningReport.objects.create(month=TODAY.replace(day=1), made_on=TODAY, openings=1)
    case.investigation_steps.update(result="Read.", done_on=TODAY)
    case.measures.update(lifted_on=TODAY)


def allowed(name: str, words: dict[str, str]) -> set[str]:
    """What somebody of the cast may read, and has to be able to."""
    everything = set(words.values())
    handled = everything - NOT_FOR_HANDLERS
    table = {
        "petra": handled,
        **dict.fromkeys(("leo", "helena", "malik"), handled - OFFICERS_ONLY),
        "emma": SUBJECT,
        "samir": REPORTER,
        "carla": {"sealopening.reason"},
    }
    return table.get(name, set())


def addresses(world: Any) -> dict[str, str]:
    """Every address of pages and of the API, own and foreign, and every page there is of the case; with its route."""
    found = {}
    for name, route in ROUTES.items():
        for which in {route.own, route.foreign or route.own}:
            found[door(name, world, which).address] = name
    for name, call in CALLS.items():
        if not name.endswith("-stream"):
            found[reverse(name.partition("#")[0], args=call.own(world))] = name
    return dict.fromkeys(_of_case(world.case), "cases:") | found


def _of_case(case: Case) -> list[str]:
    uuid = case.uuid
    pages = [("case_part", part) for part in ("inquiry", "decision", "messages", "log")]
    pages += [("case_step", step.name) for step in CASE.steps] + [("case_add", what) for what in _ADDED]
    pages += [("seal", "reporter"), ("seal", "subject"), ("case", None), ("own_case", None), ("own_report", None)]
    pages += [(door, kind) for door in ("case_letter", "own_letter") for kind in ("hearing", "decision")]
    pages += [("interview", row.uuid) for row in case.interviews.all()]
    pages += [(door, row.uuid) for door in ("case_file", "own_file") for row in case.files.all()]
    parts = [
        reverse("cases:case_within", args=[uuid, what, row.uuid])
        for what, adding in _WITHIN.items()
        for row in getattr(case, adding.rows).all()
    ]
    return parts + [reverse(f"cases:{name}", args=[uuid] if what is None else [uuid, what]) for name, what in pages]


def read(answer: Any) -> str:
    """All that an answer says: its head, and its body as text, out of a PDF as well."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = json.dumps(dict(answer.items()), default=str)
    if body.startswith(b"%PDF"):
        pages = pypdfium2.PdfDocument(body)
        return head + "\n".join(page.get_textpage().get_text_range() for page in pages)
    return head + body.decode(errors="replace")


def places_for(world: Any, name: str | None) -> dict[str, str]:
    """Everything for who has a part in the case, watches the house, comes from outside or is nobody; for the others all
    of the place apart and a third of the house, of each another third."""
    everything = addresses(world)
    if name in THOROUGH:
        return everything
    third = crc32(str(name).encode()) % 3
    return {
        address: route
        for address, route in everything.items()
        if route.startswith("cases:") or crc32(route.encode()) % 3 == third
    }


def walk(world: Any, name: str | None, places: dict[str, str]) -> dict[str, set[str]]:
    """The words that somebody reads, each with the routes where they do."""
    client, found = visitor(), {}
    if name is not None:
        sign_in(client, world.company.cast[name])
    for address, route in places.items():
        said = read(client.get(address))
        for word in {*WORD.findall(said), *(one for one in SEALED if one in said)}:
            found.setdefault(word, set()).add(route)
    return found


@pytest.mark.parametrize("name", [*CAST, *OUTSIDERS, None])
def test_each_word_is_read_where_it_may_be_and_nowhere_else(world, words, name, settings):
    settings.API_CALLS_PER_USER = settings.API_CALLS_PER_ADDRESS = 1_000_000
    settings.ACCOUNT_RATE_LIMITS = False

    found = walk(world, name, places_for(world, name))

    outside = {word: routes for word, routes in found.items() if any(not one.startswith("cases:") for one in routes)}
    assert outside == {}
    assert {words.get(word, word) for word in found} == allowed(name or "", words)


def test_the_walk_knows_every_address_of_the_place_apart(world):
    patterns = get_resolver("people.cases.urls").url_patterns

    walked = {route for route in addresses(world).values() if route.startswith("cases:")} - {"cases:"}

    assert walked == {f"cases:{pattern.name}" for pattern in patterns}


def test_what_is_done_in_a_case_leaves_nothing_behind_outside_of_it(world, words, caplog_lines):
    cast, case = world.company.cast, world.case
    spoken = next(iter(words))
    mail.outbox.clear()

    actions.write_as_reporter(actor=cast["samir"], case=case, text=spoken, on=TODAY)
    actions.write_to_reporter(actor=cast["petra"], case=case, text=spoken, on=TODAY)
    actions.open_sealed_name(actor=cast["petra"], case=case, seal="subject", reason=spoken, on=TODAY)
    Appeal.objects.filter(case=case).delete()
    actions.lodge_appeal(actor=cast["emma"], case=case, grounds=spoken, on=TODAY)
    actions.seat_panel(actor=cast["petra"], case=case, panel=[world.company.person("adam")], on=TODAY)
    client = visitor()
    sign_in(client, cast["petra"])
    client.post(reverse("cases:case_add", args=[case.uuid, "message"]), {"text": spoken})
    client.post(reverse("cases:seal", args=[case.uuid, "reporter"]), {"reason": spoken})
    commented = client.post(reverse("foundation:comment", args=["cases.case", case.uuid]), {"text": spoken})
    send_notifications()

    assert commented.status_code == 404
    assert "adam@meridane.example" in {one.to[0] for one in mail.outbox}
    mails = "\n".join(one.message().as_string() for one in mail.outbox)
    assert leaked(mails, case) == []
    assert leaked(caplog_lines().replace(str(case.uuid), ""), case) == []
    assert leaked(str(getattr(cache, "_cache", "")), case) == []
    assert in_other_tables(case) == []


@pytest.mark.parametrize("name", ["petra", "ines"])
def test_what_is_taken_out_of_the_house_says_nothing(world, words, name):
    """Every list outside of the place apart asked for as a file and for a word; then the night, and what it leaves."""
    client, case = visitor(), world.case
    sign_in(client, world.company.cast[name])
    lists = [name for name, route in ROUTES.items() if route.own is nothing and not name.startswith("cases:")]
    pages = [door(name, world).address for name in lists]

    for ending in (f"search={next(iter(words))}", "export=csv"):
        for address in pages:
            said = read(client.get(f"{address}?{ending}"))
            assert leaked(said.replace(next(iter(words)), ""), case) == [], (address, ending)

    run_due(timezone.now())
    send_notifications()
    assert leaked("\n".join(one.message().as_string() for one in mail.outbox), case) == []
    assert in_other_tables(case) == []


def leaked(text: str, case: Case) -> list[str]:
    """Words, the reference and the address of the case, and what its file was called."""
    return sorted({*WORD.findall(text), *(one for one in (*SEALED, case.ref, str(case.uuid)) if one in text)})


def in_other_tables(case: Case) -> list[str]:
    """Where a row of another app than ours says something of the case."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label == "cases":
            continue
        for row in model._base_manager.values():
            words = leaked(json.dumps(row, default=str), case)
            found += [f"{model._meta.label}: {word}" for word in words]
    return found


@pytest.fixture
def caplog_lines() -> Any:
    """Everything logged, at every level and in production's form."""
    stream, formatter = io.StringIO(), logging_settings(as_json=True, level="DEBUG")["formatters"]["line"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
        )
    )
    logging.getLogger().addHandler(handler)
    yield stream.getvalue
    logging.getLogger().removeHandler(handler)


def test_nobody_who_is_at_an_erased_case_reads_a_word_of_it(world, words):
    case = world.case
    Case.objects.filter(pk=case.pk).update(state="closed_unfounded", closed_on=TODAY - timedelta(days=90))
    case.refresh_from_db()
    actions.erase_case(actor=robot(), case=case, on=TODAY)

    for name in ("petra", "leo", "emma", "samir", "carla"):
        left = walk(world, name, dict.fromkeys(_of_case(case), "cases:"))
        assert {words.get(word, word) for word in left} <= {"case.ref"}, name
