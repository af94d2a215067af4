"""As the certifier, at every address there is, before, during and after the grant: nothing but the room.

Every text of every row that the room does not show is a canary; every address, id, filter, export and method is tried.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from assurance.models import Control, Evidence, EvidenceFile, EvidenceVersion, Process, Requirement
from audits.models import Audit, ChecklistItem, Finding
from certifications.actions import revoke_grant
from certifications.models import (
    Acknowledgement,
    Certificate,
    EvidencePack,
    Grant,
    Inspection,
    Question,
    Sample,
    StatementOfApplicability,
)
from foundation.access import robot
from foundation.comments import add_comment
from foundation.directory.models import Person, Unit, User
from foundation.models.trail import Event
from foundation.models.work import Job
from foundation.outside import REFUSED
from foundation.trail import record
from tests import snapshot
from tests.routes import ROUTES
from tests.test_access_matrix import FORM_TOKEN, sign_in, undone

CANARY = "CANARY"
HASHES = {"sha256", "result_sha256", "digest"}
FORMED = {*HASHES, "path", "zone", "country", "state", "kind", "verb", "permission", "key", "rule", "step"}
QUERIES = (
    "export=csv",
    "export=xlsx",
    "q=CANARY",
    "clause=CANARY",
    "sort=ref",
    "state=draft",
    "columns=title",
    "as_of=2026-01-01",
)
LOOKED_FOR = (
    Audit,
    Finding,
    Evidence,
    EvidenceVersion,
    EvidenceFile,
    Requirement,
    Control,
    Process,
    ChecklistItem,
    Question,
    Certificate,
    StatementOfApplicability,
    Inspection,
    EvidencePack,
    Person,
    User,
)
WRITES = (  # all that people outside write, beside their own sign-in
    "certifications:room_rules",
    "certifications:room_questions",
    "certifications:room_question",
    "certifications:room_samples",
    "certifications:room_pack",
    "certifications:room_population",
    "foundation:mails_of_mine",
    "foundation:read_notifications",
    "foundation:theme",
)
BY_ID = ("clause", "audit", "finding", "evidence", "file", "view", "certificate", "soa", "question", "pack_file")


def shown(world: Any) -> dict[type[models.Model], set[int]]:
    """The rows that Claire may meet: what her two grants open, who asked for and approved them, and herself."""
    claire, grant = world.company.cast["claire"], world.grant
    inspection = world.inspection  # of the audit
    frameworks = {world.company.framework.pk, world.soa.framework_id}  # a statement names its framework and controls
    return {
        Audit: {world.audit.pk},
        Finding: {world.finding.pk},
        Evidence: {world.shown.evidence.pk, world.shown_picture.evidence.pk, grant.nda.evidence.pk},
        EvidenceFile: set(
            EvidenceFile.objects.filter(version__in=[world.shown, world.shown_picture, grant.nda]).values_list(
                "pk", flat=True
            )
        ),
        Certificate: {world.room_certificate.pk},
        type(world.room_certificate.body): {world.room_certificate.body.pk},
        type(world.room_certificate.scheme): {world.room_certificate.scheme.pk},
        type(world.soa): {world.soa.pk},
        type(inspection): {inspection.pk},
        type(inspection.site): {inspection.site_id},
        type(inspection.build): {inspection.build_id},
        type(inspection.build.version): {inspection.build.version_id},
        type(inspection.build.version.product): {inspection.build.version.product_id},
        type(inspection.authority): {inspection.authority_id},
        type(world.company.framework): frameworks,
        Requirement: set(Requirement.objects.filter(framework__in=frameworks).values_list("pk", flat=True)),
        Process: {world.finding.process.pk},
        Grant: {grant.pk, world.rules_unread.pk},
        Acknowledgement: {grant.acknowledgements.get().pk},
        Question: {world.question.pk},
        Sample: {world.sample.pk},
        Job: set(grant.packs.values_list("job", flat=True)),  # its pack is named by it
        type(world.question.messages.get()): {world.question.messages.get().pk},
        User: {claire.pk, robot().pk, *(world.company.cast[name].pk for name in ("ines", "carla"))},
        Unit: {world.company.units["MN"].pk, world.soa.unit_id},  # where her role is held, and whose statement it is
    }


def poison(kept: dict[type[models.Model], set[int]]) -> int:
    written = 0
    for label in snapshot.OURS:
        for model in apps.get_app_config(label).get_models():
            fields = [one for one in model._meta.concrete_fields if _is_text(one)]
            for row in model._base_manager.exclude(pk__in=kept.get(model, set())) if fields else ():
                written += sum(_write(row, field) for field in fields)
    return written


def _is_text(field: models.Field) -> bool:
    plain = type(field) in (models.CharField, models.TextField, models.EmailField)
    return plain and not field.choices and field.name not in FORMED and not field.primary_key


def _write(row: models.Model, field: models.Field) -> int:
    text = f"{CANARY}{row.pk}" + ("@x.example" if isinstance(field, models.EmailField) else "")
    try:
        with transaction.atomic():
            return type(row)._base_manager.filter(pk=row.pk).update(**{field.name: text[: field.max_length or 500]})
    except DatabaseError:
        return 0


@pytest.fixture
def canaries(world: Any) -> Any:
    """The world with a remark and an event of people inside on what is shown, and a canary in every other text."""
    add_comment(actor=world.company.cast["ines"], subject=world.finding, text=f"{CANARY} remark.")
    for row in (world.audit, world.finding, world.shown.evidence, world.grant):
        with transaction.atomic():
            record(actor=robot(), kind="tests.said", subject=row, summary=f"{CANARY} event")
    world.doors = doors(world)
    assert poison(shown(world)) > 150
    return world


@dataclass(frozen=True)
class Door:
    """An address of the project with what a form there would send."""

    name: str
    address: str
    data: Any
    is_own: bool


def doors(world: Any) -> list[Door]:
    """Every URL name with its own and a foreign object, but those of the own sign-in; worked out before the canaries."""
    return [
        Door(name, reverse(name, args=which(world)) + route.query, route.data(world) if route.write else None, own)
        for name, route in ROUTES.items()
        if not name.startswith(("account_", "mfa_", "usersessions_", "demonstration_"))
        for which, own in ((route.own, True), (route.foreign, False))
        if which is not None
    ]


class Trial:
    """Claire at one moment: what she asks and what comes back."""

    def __init__(self, world: Any, moment: datetime | None = None, morning: Any = None) -> None:
        if morning is not None and moment is not None:
            morning.move_to(moment)
        self.world, self.client = world, Client()
        sign_in(self.client, world.company.cast["claire"])
        self.leaks: list[Any] = []
        self.answers: dict[tuple[str, str], int] = {}
        self.missing: set[bytes] = set()

    def ask(self, method: str, address: str, data: Any = None) -> Any:
        answer = getattr(self.client, method)(address, data)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if (
            CANARY.encode() in body.replace(b"q=CANARY", b"").replace(b"clause=CANARY", b"")
            and "=CANARY" not in address
        ):
            self.leaks.append((method, address, answer.status_code))
        if CANARY in " ".join(answer.headers.values()):
            self.leaks.append((method, address, "headers"))
        if answer.status_code == 404 and method == "get":
            self.missing.add(FORM_TOKEN.sub(b"", body).replace(escape(address).encode(), b""))
        self.answers[method, address] = answer.status_code
        answer.body = body
        return answer


def by_id(world: Any) -> list[str]:
    """The doors of the room with every id there is of every kind of row."""
    uuids = [uuid for model in LOOKED_FOR for uuid in model._base_manager.values_list("uuid", flat=True)[:12]]
    return [reverse(f"certifications:room_{kind}", args=[world.grant.uuid, uuid]) for kind in BY_ID for uuid in uuids]


def open_now(world: Any) -> set[str]:
    """The addresses of the room that show something, worked out from the rows alone."""
    room = world.grant.uuid

    def page(kind: str, uuid: Any) -> str:
        return reverse(f"certifications:room_{kind}", args=[room, uuid])

    rows = {page("audit", world.audit.uuid), page("finding", world.finding.uuid)}
    for one in (world.shown, world.shown_picture):
        file = one.files.get().uuid
        rows |= {page("evidence", one.evidence.uuid), page("file", file), page("view", file)}
    rows |= {page("certificate", world.room_certificate.uuid), page("soa", world.soa.uuid)}
    rows |= {page("clause", one) for one in world.company.framework.requirements.values_list("uuid", flat=True)}
    packs = {page("pack_file", uuid) for uuid in world.grant.packs.values_list("uuid", flat=True)}
    return rows | packs | {page("question", world.question.uuid)}


def test_during_the_grant_nothing_else_is_there(canaries, morning):
    world = canaries
    trial = Trial(world, world.grant.from_at, morning)

    for one in world.doors:
        trial.ask("get", one.address)
    there = {address for address in by_id(world) if trial.ask("get", address).status_code < 400}

    assert trial.leaks == []
    assert there == open_now(world)
    assert len(trial.missing) == 1, (
        "Every 404 is the same to the byte, but for the token of its form and the address that was asked."
    )


def test_filters_searches_sorts_and_exports_tell_nothing_more(canaries, morning):
    world = canaries
    trial = Trial(world, world.grant.from_at, morning)

    for one in world.doors:
        for query in QUERIES if "claire" in ROUTES[one.name].read else ():
            trial.ask("get", f"{one.address}?{query}")
    for row in (world.far_finding, world.far_audit, world.evidence.evidence):
        kind, questions = row._meta.model_name, reverse("certifications:room_questions", args=[world.grant.uuid])
        assert trial.ask("get", f"{questions}?about={kind}:{row.uuid}").status_code == 404

    found = trial.ask("get", reverse("certifications:room", args=[world.grant.uuid]) + "?clause=MCB-15").body.decode()
    assert trial.leaks == []
    assert "MCB-15" in found
    assert "MCB-16" not in found


@pytest.mark.parametrize("method", ["head", "options"])
def test_other_ways_of_looking_show_no_more(canaries, morning, method):
    world = canaries
    trial = Trial(world, world.grant.from_at, morning)

    bodies = {one.name: trial.ask(method, one.address).body for one in world.doors}

    assert trial.leaks == []
    assert {name for name, body in bodies.items() if method == "head" and body} == set()


def test_nothing_is_written_but_what_the_list_says(canaries, morning):
    world = canaries
    trial = Trial(world, world.grant.from_at, morning)
    taken = set()
    for one in world.doors:
        for method in ("post", "put", "patch", "delete"):
            data = one.data if method == "post" else None
            if undone(lambda m=method, a=one.address, d=data: trial.ask(m, a, d).status_code) < 400:
                taken.add((one.name, method))

    assert taken == {(name, "post") for name in WRITES}
    assert trial.leaks == []


@pytest.mark.parametrize("moment", ["before", "after", "revoked"])
def test_before_and_after_there_is_nothing_at_all(canaries, morning, moment):
    world, grant = canaries, canaries.grant
    at = {"before": grant.from_at - timedelta(seconds=1), "after": grant.until_at, "revoked": grant.from_at}[moment]
    trial = Trial(world, at, morning)
    if moment == "revoked":
        assert trial.ask("get", reverse("certifications:room", args=[grant.uuid])).status_code == 200
        for one in (grant, world.rules_unread):
            revoke_grant(actor=world.company.cast["carla"], grant=one, on=at.date(), reason="Over.")
        assert trial.ask("get", reverse("certifications:room", args=[grant.uuid])).status_code == 302
        trial = Trial(world)
    secrets = [world.finding.statement, world.shown.evidence.title, grant.purpose, world.question.title, grant.ref]

    told = [
        (address, secret)
        for address in [*(one.address for one in world.doors), *by_id(world)]
        for answer in [trial.ask("get", address)]
        for secret in secrets
        if answer.status_code != 404 and secret in answer.body.decode(errors="replace")
    ]

    assert (told, trial.leaks) == ([], [])
    rooms = {a: status for (_m, a), status in trial.answers.items() if a.startswith("/room/") and a != "/room/"}
    assert set(rooms.values()) == {404}
    assert len(trial.missing) == 1


@pytest.mark.parametrize(("moment", "status"), [(-1, 404), (0, 200)])
def test_the_first_second(canaries, morning, moment, status):
    trial = Trial(canaries, canaries.grant.from_at + timedelta(seconds=moment), morning)

    assert trial.ask("get", f"/room/{canaries.grant.uuid}/").status_code == status


@pytest.mark.parametrize(("moment", "status"), [(-1, 200), (0, 404)])
def test_the_last_second(canaries, morning, moment, status):
    trial = Trial(canaries, canaries.grant.until_at + timedelta(seconds=moment), morning)

    assert trial.ask("get", f"/room/{canaries.grant.uuid}/").status_code == status


def test_what_was_tried_stands_on_both_sides(canaries, morning):
    world = canaries
    trial = Trial(world, world.grant.from_at, morning)
    trial.ask("get", reverse("audits:findings"))
    trial.ask("get", reverse("certifications:room_finding", args=[world.grant.uuid, world.far_finding.uuid]))
    trial.ask("get", reverse("certifications:room_finding", args=[world.grant.uuid, world.finding.uuid]))

    mine = trial.ask("get", reverse("certifications:room_log", args=[world.grant.uuid])).body.decode()
    client = Client()
    sign_in(client, world.company.cast["ines"])
    theirs = client.get(reverse("certifications:grant_log", args=[world.grant.uuid])).content.decode()

    assert Event.objects.filter(kind=REFUSED).count() == 2
    for words in ("was refused /audits/findings/", f"looked at {world.finding}"):
        assert words in mine
        assert words in theirs
