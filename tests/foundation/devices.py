"""A small model with every kind of column, and a list of it: what the tests of lists are tried on."""

import datetime as dt
from typing import Any

import django_filters
import pytest
from django.db import connection, models
from django.test import RequestFactory

from foundation.directory.models import User
from foundation.lists import Column, Empty, TableList
from foundation.rows import Row


class Device(Row):
    """Only the tests have this table."""

    class State(models.TextChoices):
        STORED = "stored", "In store"
        SHIPPED = "shipped", "Shipped"

    name = models.CharField(max_length=200)
    maker = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    bought_on = models.DateField(null=True)
    seen_at = models.DateTimeField(null=True)
    weight = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    ports = models.IntegerField(default=0)
    is_spare = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.STORED)

    class Meta:
        app_label = "samples"

    def __str__(self) -> str:
        return self.name


class DeviceFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains", label="Name")
    state = django_filters.MultipleChoiceFilter(choices=Device.State, label="State")
    is_spare = django_filters.BooleanFilter(label="Spare")
    bought_on = django_filters.DateFromToRangeFilter(label="Bought")
    ports = django_filters.NumberFilter(label="Ports")
    maker = django_filters.ModelChoiceFilter(queryset=Device.objects.all(), to_field_name="uuid", label="Maker")

    class Meta:
        model = Device
        fields = ("name", "state", "is_spare", "bought_on", "ports", "maker")


class DeviceList(TableList):
    name = "devices"
    title = "Devices"
    columns = (
        Column("name", "Name", sort="name"),
        Column("bought_on", "Bought", sort="bought_on", kind="date"),
        Column("seen_at", "Last seen", sort="seen_at", kind="date"),
        Column("weight", "Weight", sort=("weight", "-name"), kind="number"),
        Column("ports", "Ports", sort="ports", kind="number"),
        Column("state", "State", value="get_state_display", kind="state"),
        Column("maker", "Maker", value="maker.name", sort="maker__name", hidden=True),
        Column("spare", "Spare", value=lambda device: device.is_spare, sort="is_spare", hidden=True),
    )
    default_sort = "name"
    filterset = DeviceFilter
    empty = Empty("No devices", "Devices arrive with a delivery.", ("Receive a delivery", "/deliveries/"))
    page_size = 4


@pytest.fixture(scope="session")
def device_table(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Device)


@pytest.fixture
def devices(db: None, device_table: None) -> list[Device]:
    """Eleven devices with ties, gaps and nulls in every column but the name's."""
    maker = Device.objects.create(name="Meridane Networks", ports=99, weight="0.00")
    rows = [
        Device(
            name=f"Router {number:02d}",
            maker=maker if number % 3 else None,
            bought_on=None if number % 4 == 0 else dt.date(2026, 1, 1 + number % 3),
            seen_at=None if number % 5 == 0 else dt.datetime(2026, 2, 1, 8, 0, 0, number % 2, tzinfo=dt.UTC),
            weight=None if number % 3 == 0 else f"{number % 2}.10",
            ports=number % 2 * 24,
            is_spare=number % 2 == 0,
            state=Device.State.SHIPPED if number > 7 else Device.State.STORED,
        )
        for number in range(1, 11)
    ]
    return [maker, *Device.objects.bulk_create(rows)]


@pytest.fixture
def visitor(db: None) -> User:
    return User.objects.create_user(email="ida@example.org", name="Ida Visitor", kind=User.Kind.OUTSIDE)


def asked(address: str = "", *, by: User | None = None, of: type[TableList] = DeviceList) -> Any:
    """The list as `address` (a query string) asks for it."""
    request = RequestFactory().get(f"/devices/{address}")
    request.user = by or User(email="nobody@example.org", name="Nobody")
    return of(request, Device.objects.select_related("maker"))


def query_of(url: str) -> str:
    """The query string of a link, as `asked` takes it."""
    return url.removeprefix("/devices/")


def names(rows: list[Device]) -> list[str]:
    return [device.name for device in rows]
