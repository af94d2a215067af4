"""What is written for somebody of the same roles says of each person what would be written for them alone."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from foundation import offers
from foundation.access import Role, live_grants
from foundation.clock import today
from foundation.directory.models import RoleGrant, User
from foundation.search import scope
from foundation.work import somebody
from foundation.work.somebody import Somebody, Written
from foundation.work.written import NAMES, TYPES, Piece, Pieces, ask, joined, kept
from tests.company import CAST, LONG_AGO, TODAY, grant

DAYS = (TODAY, TODAY + timedelta(days=40))
ROLES = [
    [],
    [(Role.MGR, "HQ"), (Role.PO, "TS")],
    [(Role.PO, "TS"), (Role.PO, "MEA"), (Role.MGR, "MEADEL")],
    [(role, "MN") for role in (Role.CO, Role.PM, Role.EMP)],
]
EMPTY = {name: f"CAST(NULL AS {TYPES[name]})" for name in NAMES}


@pytest.fixture(autouse=True)
def nothing_kept():
    ContentType.objects.get_for_models(*apps.get_models())
    kept.clear(), scope.kept.clear()
    yield
    kept.clear(), scope.kept.clear()


class Themselves:
    """In the place of somebody: each person's own queries, by nobody's help."""

    def __init__(self, user, on):
        self.user, self.shape = user, object()

    def filled(self, written):
        return written.values


def forms(user: User, on) -> dict:
    """Every statement for an account that was loaded anew."""
    user = User.objects.get(pk=user.pk)
    pieces = Pieces(user, on)
    pieces.present = pieces.offered
    late = pieces.late()
    seen = scope.seen_by(user)
    return {
        "late": late,
        "keys": pieces.keys(),
        "before": pieces.before(on),
        "lines": pieces.every(),
        "seen": seen,
    }


def alone(monkeypatch: pytest.MonkeyPatch, user: User, on) -> dict:
    with monkeypatch.context() as patch:
        patch.setattr("foundation.work.written.Somebody", Themselves)
        patch.setattr("foundation.search.scope.Somebody", Themselves)
        patch.setattr(Written, "of", classmethod(lambda cls, sql, values: cls(sql, tuple(values), ())))
        return forms(user, on)


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("who", CAST)
def test_each_statement_is_the_persons_own(finding, cast, monkeypatch, who, on):
    assert forms(cast[who], on) == alone(monkeypatch, cast[who], on)


@pytest.mark.parametrize("roles", ROLES)
def test_roles_on_several_units_are_the_persons_own_too(finding, company, cast, monkeypatch, roles):
    for name in ("emma", "omar"):
        RoleGrant.objects.filter(user=cast[name]).delete()
        grant(cast[name], *[(role, company.units[code]) for role, code in roles])

    found = [forms(cast[name], TODAY) for name in ("emma", "omar")]

    assert found == [alone(monkeypatch, cast[name], TODAY) for name in ("emma", "omar")]
    assert found[0] != found[1]
    assert len({Somebody(cast[name], TODAY).shape for name in ("emma", "omar")}) == 1


def test_those_with_the_same_roles_are_written_for_once(finding, company, cast, monkeypatch):
    RoleGrant.objects.filter(user__in=[cast["emma"], cast["adam"]]).delete()
    grant(cast["emma"], (Role.MGR, company.units["TS"]))
    grant(cast["adam"], (Role.MGR, company.units["MEADEL"]))
    forms(cast["emma"], TODAY)

    written: list[str] = []
    for branch in offers.work():
        if not branch.asks:
            monkeypatch.setitem(branch.__dict__, "rows", lambda user, on, name=branch.name: written.append(name))
    forms(cast["adam"], TODAY)

    assert written == []


@pytest.mark.parametrize(
    "other",
    [
        {"role": Role.PO, "unit": "TS"},
        {"role": Role.MGR, "unit": "MN"},
        {"role": Role.MGR, "unit": "TS", "ended_on": TODAY},
    ],
)
def test_other_roles_are_written_for_apart(company, cast, other):
    RoleGrant.objects.filter(user__in=[cast["emma"], cast["adam"]]).delete()
    grant(cast["emma"], (Role.MGR, company.units["TS"]))
    RoleGrant.objects.create(user=cast["adam"], from_on=LONG_AGO, **other | {"unit": company.units[other["unit"]]})

    assert live_grants(cast["emma"])
    assert Somebody(cast["emma"], today()).shape != Somebody(cast["adam"], today()).shape


def test_a_value_that_stands_in_the_text_is_refused():
    with pytest.raises(AssertionError, match="written into the SQL"):
        Written.of(f"SELECT {somebody.PERSON}", ())
    with pytest.raises(AssertionError, match="written into the SQL"):
        Written.of(f"SELECT '{somebody.NAME}'", ())


def test_values_inside_of_texts_and_lists_are_put_in(cast, company):
    samir = cast["samir"]
    stand = Somebody(samir, TODAY)
    path = live_grants(stand.user)[0].unit.path
    written = Written.of("…", (f"{path}%", [somebody.PERSON, 7], f"<{somebody.NAME}>", somebody.ACCOUNT, 7, "7"))

    own = company.units["TS"].path
    assert written.own == (0, 1, 2, 3)
    assert stand.filled(written) == (f"{own}%", [samir.person_id, 7], f"<{samir.name}>", samir.pk, 7, "7")


def test_of_somebody_nothing_else_is_known(cast):
    stand = Somebody(cast["samir"], TODAY).user
    for look in (lambda: stand.email, lambda: stand.person.unit_id, lambda: live_grants(stand)[0].unit.code):
        with pytest.raises((User.DoesNotExist, Exception), match="does not exist"):
            look()


@pytest.mark.parametrize("code", ["TS", "MN"])
@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CERT, Role.INSP)])
def test_every_branch_goes_with_every_other(finding, company, cast, role, code):
    """PostgreSQL wants columns of one type, also where a branch has nothing in one."""
    RoleGrant.objects.filter(user=cast["emma"]).delete()
    grant(cast["emma"], (role, company.units[code]))
    pieces = Pieces(User.objects.get(pk=cast["emma"].pk), TODAY)
    typed = Piece(f"SELECT {', '.join(EMPTY[name] for name in NAMES)} WHERE FALSE")

    for number, piece in pieces.lines([number for number, _branch in pieces.offered]):
        shown = Piece(f"SELECT {', '.join(NAMES)} FROM ({piece.sql}) AS one", piece.values)  # noqa: S608
        assert isinstance(ask(joined([typed, shown])), list), number
