"""Frameworks and processes as OSCAL: a catalog of each framework, a component definition of the processes one sees."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assurance.models import Framework
from assurance.oscal import catalog, component_definition
from assurance.querysets import INSIDE
from foundation.access import holds
from foundation.directory.models import User
from foundation.reports import Made, Paper, offer_papers
from foundation.reports.centre import Report, about, offer_reports

CATALOG, COMPONENTS = "oscal-catalog", "oscal-components"


def is_inside(user: User) -> bool:
    return holds(user, *INSIDE)


def frameworks(user: User) -> QuerySet[Framework]:
    return Framework.objects.visible_to(user).order_by("title", "edition")


def framework_for(user: User, uuid: UUID) -> Framework | None:
    """The framework, for who may see it."""
    return frameworks(user).filter(uuid=uuid).first()


def reader_for(user: User, uuid: UUID) -> User | None:
    """Oneself: the file is of the processes that person sees."""
    return user if user.uuid == uuid and is_inside(user) else None


def make_catalog(framework: Framework, *, user: User, at: datetime) -> Made:
    told = catalog(framework)
    return Made(told.name, told.pieces(), str(framework))


def make_components(reader: User, *, user: User, at: datetime, progress: Any) -> Made:
    told = component_definition(user, progress=progress)
    return Made(told.name, told.pieces())


offer_papers(
    Paper(CATALOG, _("OSCAL catalog (JSON)"), framework_for, make_catalog),
    Paper(
        COMPONENTS,
        _("OSCAL component definition (JSON)"),
        reader_for,
        make_components,
        reads=lambda sent: {},
        place=("assurance:processes", _("Processes")),
    ),
)
offer_reports(
    Report(
        CATALOG,
        _("OSCAL catalog (JSON)"),
        _("For programs: the requirements of a framework by reference and short title."),
        "assurance",
        {"json": CATALOG},
        is_inside,
        about(_("Framework"), frameworks),
        70,
    ),
    Report(
        COMPONENTS,
        _("OSCAL component definition (JSON)"),
        _("For programs: each process with the controls that answer its requirements."),
        "assurance",
        {"json": COMPONENTS},
        is_inside,
        order=71,
    ),
)
