"""The suppliers of the demonstration, and the figure they give."""

from datetime import date
from fractions import Fraction

import pytest

from assurance.figures import k17
from assurance.models import Build, Component, ContinuityStatement, Supplier
from foundation.directory.models import User

D0 = date(2026, 11, 20)


@pytest.fixture
def helena(demonstrated, db):
    """The manager of the root unit."""
    return User.objects.get(name="Helena Brandt")


def test_k17_five_of_eight_critical_suppliers_go_on(helena):
    figure = k17(helena, on=D0)

    assert (figure.numerator, figure.denominator, figure.share) == (5, 8, Fraction(5, 8))
    assert {state: n for state, n in figure.states.items() if n} == {
        "continues": 4, "conditions": 1, "disputed": 1, "unknown": 1, "stopped": 1,
    }  # fmt: skip


def test_k17_those_that_are_not_known_to_go_on_are_listed(helena):
    listed = [(one.name, one.continuity) for one in k17(helena, on=D0).listed]

    assert listed == [
        ("Cormel Semiconductors", "disputed"), ("Linden Timing", "unknown"), ("Tessary Optics", "stopped"),
    ]  # fmt: skip


def test_k17_two_components_have_a_single_source_and_no_alternative(helena):
    assert k17(helena, on=D0).exposed_components == 2
    assert list(Component.objects.single_source().values_list("number", flat=True)) == ["CLK-0021", "OPT-0410"]


def test_there_are_fourteen_suppliers_in_every_state(helena):
    assert Supplier.objects.count() == 14
    assert Supplier.objects.critical().count() == 8
    assert set(Supplier.objects.values_list("state", flat=True)) == set(Supplier.State.values)


def test_the_past_is_reconstructed(helena):
    def known(name, on):
        return Supplier.objects.with_continuity(on).get(name=name).continuity

    assert known("Cormel Semiconductors", date(2026, 11, 13)) == "continues"
    assert known("Linden Timing", date(2026, 11, 11)) == "continues"
    assert known("Tessary Optics", date(2026, 10, 30)) == "continues"
    assert known("Tessary Optics", date(2026, 10, 31)) == "stopped"


def test_the_gaps_of_critical_suppliers_are_few_and_of_every_kind(helena):
    rows = Supplier.objects.admitted().critical().with_gaps(D0).filter(gaps__gt=0).order_by("name")

    found = {row.name: (row.lacks_assessment, row.lacks_agreement, row.lacks_continuity) for row in rows}
    assert found == {
        "Baywater Logistics": (0, 1, 0),
        "Cormel Semiconductors": (0, 1, 0),
        "Linden Timing": (0, 0, 1),
        "Quill Cryptography": (1, 0, 0),
    }


def test_nobody_verified_what_they_recorded_and_no_press_is_verified(helena):
    for one in ContinuityStatement.objects.filter(state="verified"):
        assert one.verified_by_id != one.recorded_by_id
        assert one.source_kind not in ContinuityStatement.HEARD


def test_three_builds_are_registered_by_their_hash(helena):
    assert Build.objects.count() == 3
