"""Views of lists: kept, opened, shared and removed; whoever opens one sees their own rows, in the owner's order."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.urls import reverse

from foundation.directory.models import User
from foundation.models.saved import SavedView
from foundation.models.trail import Event
from foundation.refusals import Refused
from foundation.saved_views import MOST_VIEWS, change_view, keep_view, kept_part, remove_view, visible_to


def kept(user: User, name: str = "Late majors", query: str = "sort=-due&type=major", **more) -> SavedView:
    facts = {"list_name": "findings", "title": "Findings", "place": reverse("audits:findings")}
    return keep_view(actor=user, name=name, query=query, **facts, **more)


def shown(browse, name: str, query: str = ""):
    return browse(name).get(f"{reverse('audits:findings')}{query}").context["list"]


# Keeping and opening


def test_a_view_keeps_what_shapes_a_list_and_nothing_that_passes():
    asked = QueryDict("type=major&sort=-due&after=abc&export=csv&of=x&owner=&columns=title&columns=due&up=due")

    assert kept_part(asked) == "columns=title&columns=due&sort=-due&type=major"


def test_a_kept_view_opens_the_list_as_it_was(company, cast, browse):
    view = kept(cast["ines"])

    table = shown(browse, "ines", f"?saved={view.uuid}")

    assert (table.sort, [chip.value for chip in table.chips]) == ("-due", ["Major"])
    assert table.saved.current == view
    assert not table.saved.is_changed
    assert Event.objects.filter(kind="view.kept", subject_uuid=view.uuid).exists()


def test_links_of_an_opened_view_say_what_they_show_and_where_they_came_from(company, cast, browse):
    view = kept(cast["ines"])
    table = shown(browse, "ines", f"?saved={view.uuid}")

    narrower = table.url({"owner": ["x"]})
    without = table.chips[0].remove_url

    assert "saved=" not in narrower
    assert f"of={view.uuid}" in narrower
    changed = shown(browse, "ines", f"?{without.partition('?')[2]}")
    assert (changed.saved.current, changed.saved.is_changed, changed.chips) == (view, True, [])


def test_a_list_opens_with_the_default_view_and_can_be_seen_without(company, cast, browse):
    view = kept(cast["ines"], is_default=True)

    bare = shown(browse, "ines")
    whole = shown(browse, "ines", f"?{bare.saved.everything_url.partition('?')[2]}")

    assert (bare.sort, bare.saved.current) == ("-due", view)
    assert (whole.sort, whole.saved.current, whole.chips) == ("due", None, [])
    assert "of=all" in whole.url({"sort": ["ref"]})
    assert shown(browse, "carla").sort == "due"


def test_keeping_under_the_same_name_replaces_and_another_default_takes_over(company, cast):
    first = kept(cast["ines"], is_default=True)

    again = kept(cast["ines"], query="sort=title")
    other = kept(cast["ines"], name="By unit", query="sort=unit", is_default=True)

    first.refresh_from_db()
    assert (first.pk, first.query, first.is_default) == (again.pk, "sort=title", False)
    assert other.is_default


def test_nobody_keeps_more_views_of_a_list_than_can_be_looked_through(company, cast):
    for number in range(MOST_VIEWS):
        kept(cast["ines"], name=f"View {number}")

    with pytest.raises(Refused, match="Remove one first"):
        kept(cast["ines"], name="One more")


@pytest.mark.parametrize("query", ["a=%00", "&".join(f"a{n}=1" for n in range(300)), "a=" + "x" * 5000])
def test_a_query_that_is_none_is_refused(company, cast, query):
    with pytest.raises(ValidationError):
        kept(cast["ines"], query=query)


@pytest.mark.parametrize("place", ["https://example.org/", "//example.org/", "/\\example.org"])
def test_a_view_leads_to_no_other_place(company, cast, place):
    with pytest.raises(ValidationError):
        keep_view(actor=cast["ines"], list_name="x", title="X", place=place, name="Away", query="")


def test_people_outside_keep_none(company, cast):
    with pytest.raises(PermissionDenied):
        kept(cast["claire"])

    assert not visible_to(cast["claire"]).exists()


@pytest.mark.parametrize(
    "address", ["?saved=nonsense", "?saved=%00", "?of=nonsense", "?saved=", "?of=all&sort=nonsense"]
)
def test_an_address_that_names_no_view_shows_the_list(company, browse, address):
    assert shown(browse, "ines", address).sort == "due"


# Sharing


def test_a_shared_view_is_open_to_those_it_is_shared_with_alone(company, cast):
    view = kept(cast["ines"])
    everyone = {name for name in ("ines", "carla", "samir", "omar", "tobias") if view in visible_to(cast[name])}
    assert everyone == {"ines"}

    def seen(**audience) -> set[str]:
        change_view(actor=cast["ines"], view=view, name=view.name, **audience)
        return {name for name in ("carla", "samir", "omar", "tobias", "claire") if view in visible_to(cast[name])}

    assert seen(shared="everyone") == {"carla", "samir", "omar", "tobias"}
    assert seen(shared="role", role="LA") == {"tobias"}
    assert "omar" in seen(shared="unit", unit=company.units["MEA"])
    assert "samir" not in seen(shared="unit", unit=company.units["MEA"])
    assert seen(shared="nobody") == set()


def test_a_shared_view_shows_everybody_their_own_rows(company, cast, browse):
    view = kept(cast["ines"], query="sort=title")
    change_view(actor=cast["ines"], view=view, name=view.name, shared="everyone")

    theirs, bare = shown(browse, "omar", f"?saved={view.uuid}"), shown(browse, "omar")

    assert theirs.saved.current == view
    assert {row.pk for row in theirs.rows} == {row.pk for row in bare.rows}


def test_who_has_no_charge_of_others_shares_nothing(company, cast):
    view = kept(cast["emma"])

    with pytest.raises(PermissionDenied):
        change_view(actor=cast["emma"], view=view, name=view.name, shared="everyone")


def test_a_role_or_a_unit_has_to_be_named(company, cast):
    view = kept(cast["ines"])

    for shared in ("role", "unit"):
        with pytest.raises(ValidationError):
            change_view(actor=cast["ines"], view=view, name=view.name, shared=shared)


def test_another_persons_view_is_neither_changed_nor_removed(company, cast):
    view = kept(cast["ines"])
    change_view(actor=cast["ines"], view=view, name=view.name, shared="everyone")

    for act in (
        lambda: change_view(actor=cast["carla"], view=view, name="Mine"),
        lambda: remove_view(actor=cast["carla"], view=view),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_removed_view_is_gone_for_everybody(company, cast, browse):
    view = kept(cast["ines"], is_default=True)

    remove_view(actor=cast["ines"], view=view)

    assert not SavedView.objects.exists()
    assert shown(browse, "ines").sort == "due"
    assert Event.objects.filter(kind="view.removed").exists()


# Doors


def test_the_page_of_a_list_keeps_what_it_shows(company, browse):
    client, address = browse("ines"), reverse("audits:findings")
    page = client.get(f"{address}?type=major&sort=owner,-due").content.decode()
    assert "Keep this view" in page

    sent = {"name": "Majors", "query": "sort=owner,-due&type=major", "place": address, "title": "Findings"}
    answer = client.post(reverse("foundation:keep_view", args=["findings"]), sent)

    view = SavedView.objects.get()
    assert answer["Location"] == view.address
    assert ">Majors<" in client.get(view.address).content.decode()


def test_a_view_without_a_name_comes_back_filled(company, browse):
    sent = {"name": "", "query": "sort=title", "place": "/findings/", "title": "Findings"}

    answer = browse("ines").post(reverse("foundation:keep_view", args=["findings"]), sent)

    assert answer.status_code == 422
    assert 'value="sort=title"' in answer.content.decode()


def test_the_form_shares_and_a_person_without_the_right_is_not_offered_it(company, cast, browse):
    view, plain = kept(cast["ines"]), kept(cast["emma"])

    answer = browse("ines").post(
        view.get_absolute_url(), {"name": "Everybody's", "shared": "everyone", "is_default": "on"}
    )

    view.refresh_from_db()
    assert answer.status_code == 302
    assert (view.name, view.shared, view.is_default) == ("Everybody's", "everyone", True)
    assert "shared" not in browse("emma").get(plain.get_absolute_url()).context["form"].fields
    assert browse("ines").post(view.get_absolute_url(), {"name": "X", "shared": "role"}).status_code == 422


def test_rows_stand_as_densely_as_one_chose(company, browse, settings):
    client = browse("ines")

    client.post(reverse("foundation:density"), {"density": "compact", "next": "/findings/"})

    assert 'data-density="compact"' in client.get(reverse("audits:findings")).content.decode()
    client.post(reverse("foundation:density"), {"density": "comfortable"})
    assert "data-density" not in client.get(reverse("audits:findings")).content.decode()


def test_a_list_with_views_costs_one_query_more_and_no_page_more_than_twelve(
    company, cast, browse, django_assert_max_num_queries
):
    for number in range(5):
        kept(cast["ines"], name=f"View {number}", is_default=number == 3)
    client = browse("ines")
    client.get(reverse("audits:findings"))

    with django_assert_max_num_queries(12):
        client.get(reverse("audits:findings"))
    with django_assert_max_num_queries(12):
        client.get(reverse("foundation:saved_views"))
