"""A framework as an OSCAL catalog: ids and short titles, grouped and nested as the framework is.

Source: NIST OSCAL catalog model. read_catalog() reads the same lines out of it again.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assurance.models import Framework, Requirement
from assurance.oscal.writing import Document, Said, identity, kept, line, metadata, moment, props, row_id, token
from foundation.refusals import Refused

ID = re.compile(r"[A-Za-z_][\w.\-]*", re.ASCII)


def control_id(requirement: Requirement) -> str:
    """What a requirement is called in every file: its id in the catalog it came from, else code and reference as a token.

    Source: an id is a token and begins with a letter, so “iso27001-2022-a.5.1” and not “5.1”.
    """
    if ID.fullmatch(requirement.source_id):
        return requirement.source_id
    code, ref = token(requirement.framework.code), token(requirement.ref)
    told = ref if ref.startswith(f"{code}-") else f"{code}-{ref}"
    return told if ID.fullmatch(told) else f"f-{told}"


def requirements_of(framework: Framework) -> QuerySet[Requirement]:
    return framework.requirements.select_related("framework").order_by("order", "pk")


def file_name(framework: Framework) -> str:
    return f"{token(framework.code)}.catalog.json"


def catalog(framework: Framework) -> Document:
    """The catalog. Refused where two references become one id, which would say less than the framework does."""
    rows = list(requirements_of(framework))
    ids = [control_id(row) for row in rows]
    if len(set(ids)) < len(ids):
        twice = next(one for one in ids if ids.count(one) > 1)
        raise Refused("same_id", _("Two requirements would have the same id in OSCAL: %(id)s.") % {"id": twice})
    below: dict[int | None, list[Requirement]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    top = [(row, _control(row, below)) for row in below.get(None, ())]
    grouped = [(row, told) for row, told in top if row.family or row.theme]
    parts = {
        "uuid": row_id(framework),
        "metadata": _metadata(framework, rows),
        "groups": list(_groups(grouped)),
        "controls": [told for row, told in top if not (row.family or row.theme)],
    }
    return Document("catalog", file_name(framework), kept(parts))


def _metadata(framework: Framework, rows: Iterable[Requirement]) -> Said:
    issuer = identity("issuer", framework.issuer)
    published = framework.published_on
    return metadata(
        str(framework),
        max([framework.updated_at, *(row.updated_at for row in rows)]),
        published=moment(published) if published else None,
        props=props({"code": framework.code, "edition": framework.edition, "list-version": framework.source_version}),
        roles=[{"id": "issuer", "title": str(_("Issuer"))}],
        parties=[{"uuid": issuer, "type": "organization", "name": line(framework.issuer)}],
        responsible_parties=[{"role-id": "issuer", "party-uuids": [issuer]}],
        remarks=framework.licence_note,
    )


def _groups(top: list[tuple[Requirement, Said]]) -> Iterator[Said]:
    """Families in the order in which they come first."""
    order = {key: place for place, key in reversed([*enumerate(_family(row) for row, _told in top)])}
    stands = sorted(top, key=lambda pair: order[_family(pair[0])])
    for (family, theme), members in groupby(stands, key=lambda pair: _family(pair[0])):
        some = list(members)
        code = token(some[0][0].framework.code)
        yield kept(
            {
                "id": "_".join([code, *(token(one) for one in dict.fromkeys((family, theme)) if one)]),
                "title": line(theme or family),
                "props": props({"family": family}),
                "controls": [told for _row, told in some],
            }
        )


def _family(row: Requirement) -> tuple[str, str]:
    return row.family, row.theme


def _control(row: Requirement, below: dict[int | None, list[Requirement]]) -> Said:
    facts = {"assessable": "" if row.assessable or row.withdrawn else "no"}
    parts = {
        "id": control_id(row),
        "class": row.kind,
        "title": line(row.title),
        "props": props(facts, label=row.ref, status="withdrawn" if row.withdrawn else ""),
        "controls": [_control(one, below) for one in below.get(row.pk, ())],
    }
    return kept(parts)
