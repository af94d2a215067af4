"""The page of exports counts more than one page of them, for whoever sees many kinds of rows."""

from django.urls import reverse

from foundation.models.trail import Event
from foundation.trail import record


def test_more_exports_than_a_page_holds_are_counted(company, cast, browse):
    with_many(cast["ines"], 60)

    page = browse("ines").get(reverse("foundation:exports"))

    assert page.status_code == 200
    assert page.context["list"].count == 60


def with_many(user, number: int) -> None:
    details = {"list": "findings", "rows": 3, "filter": "", "columns": ["ref"], "format": "csv"}
    for _ in range(number):
        record(actor=user, kind="list.exported", subject=user, summary="Took findings", details=details)
    assert Event.objects.filter(kind="list.exported").count() == number
