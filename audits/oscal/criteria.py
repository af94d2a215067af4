"""What is audited against, as OSCAL says it: the controls that are reviewed, and the objective each finding is about."""

from base64 import b64encode
from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from assurance.models import Framework, Requirement
from assurance.oscal import control_id
from assurance.oscal.writing import Document, Said, identity, line, metadata, points_at, row_id, token

GENERAL = "attest-general"  # what a finding without a requirement is about
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def objective_id(requirement: Requirement | None) -> str:
    """What a finding is about: that this requirement is met, here."""
    if requirement is None:
        return f"{GENERAL}_obj"
    return f"{token(requirement.framework.code)}_{control_id(requirement)}_obj"


def reviewed(requirements: Iterable[Requirement], frameworks: Iterable[Framework], *, general: bool = False) -> Said:
    """`reviewed-controls`: the requirements by the catalog they are of; without any, the criteria as a whole."""
    chosen: dict[int, tuple[Framework, list[str]]] = {}
    for one in requirements:
        ids = chosen.setdefault(one.framework_id, (one.framework, []))[1]
        if control_id(one) not in ids:
            ids.append(control_id(one))
    selections = [
        _of(framework) | {"include-controls": points_at("control-id", ids)} for framework, ids in chosen.values()
    ]
    whole = sorted((one for one in frameworks if one.pk not in chosen), key=lambda one: one.code)
    if not selections:
        selections = [_of(one) | {"include-all": {}} for one in whole]
    if general:
        link = {"href": f"#{identity('catalog', GENERAL)}", "rel": "catalog"}
        said = _("Findings that name no requirement.")
        selections.append(
            {"description": said, "links": [link], "include-controls": points_at("control-id", [GENERAL])}
        )
    if not selections:
        selections = [{"description": _("The audit names no criteria."), "include-all": {}}]
    return {"control-selections": selections}


def _of(framework: Framework) -> Said:
    return {"description": line(framework), "links": [{"href": f"#{row_id(framework)}", "rel": "catalog"}]}


def objectives(requirements: Iterable[Requirement | None]) -> list[Said]:
    """`objectives-and-methods`: what each finding is about, once."""
    found: dict[str, Said] = {}
    for one in requirements:
        name = objective_id(one)
        part = {"id": name, "name": "objective", "prose": line(one) if one else _("The audited work as it should be.")}
        found.setdefault(name, {"control-id": control_id(one) if one else GENERAL, "parts": [part]})
    return [found[name] for name in sorted(found)]


def general_resource() -> Said:
    """The catalog of the one control that stands for findings without a requirement, inside the file that names it."""
    uuid = identity("catalog", GENERAL)
    control = {"id": GENERAL, "title": _("The audited work as it should be")}
    head = metadata(_("Findings that name no requirement"), SINCE)
    told = Document("catalog", f"{GENERAL}.catalog.json", {"uuid": uuid, "metadata": head, "controls": [control]})
    kept = {"filename": told.name, "media-type": "application/json", "value": b64encode(told.content()).decode()}
    return {"uuid": uuid, "title": line(head["title"]), "base64": kept}
