"""The lines of a list of requirements, from whatever file, and what can be wrong with them."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.models import Requirement

# The keys of a line: all values are texts. `place` says where it stands in its file.
NEEDED = ("ref", "title", "kind", "assessable")
OPTIONAL = ("theme", "parent", "family", "source_id", "withdrawn", "place")
FORBIDDEN = ("text", "description", "content", "body", "prose")
MOST_SHOWN = 50
DEEPEST = 50  # parents above one another
LENGTHS = {"ref": 30, "title": 250, "theme": 50, "family": 50, "source_id": 100}

Line = Mapping[str, str]


def place_of(line: Line, number: int) -> str:
    """Where a line stands: as its file says, else the line of a table whose header is line 1."""
    return line.get("place") or _("Line %(n)d") % {"n": number}


def refuse_faults(lines: Sequence[Line]) -> None:
    """Raises ValidationError under “rows” with every fault: the place, the column where one is to blame, and why."""
    faults: list[str] = []
    seen: set[str] = set()
    refs = {line.get("ref", "").strip() for line in lines}
    for number, line in enumerate(lines, start=2):
        faults += [f"{place_of(line, number)}: {fault}" for fault in _faults(line, seen=seen, refs=refs)]
        seen.add(line.get("ref", "").strip())
    if not lines:
        faults.append(_("The list is empty."))
    faults += _circles(lines)
    if faults:
        raise ValidationError({"rows": shortened(faults)})


def shortened(faults: list[str]) -> list[str]:
    """The first faults, and how many more there are."""
    more = len(faults) - MOST_SHOWN
    return faults if more <= 0 else [*faults[:MOST_SHOWN], _("and %(n)d more") % {"n": more}]


def _faults(line: Line, *, seen: set[str], refs: set[str]) -> list[str]:
    ref, parent = line.get("ref", "").strip(), line.get("parent", "").strip()
    kinds = ", ".join(Requirement.Kind.values)
    checks = [
        (
            bool(set(line) & set(FORBIDDEN)),
            _("a column with the text of requirements is not taken; ids and short titles only"),
        ),
        (not ref, _("the reference is missing")),
        (not line.get("title", "").strip(), _("the title is missing")),
        (ref in seen, _("the reference %(ref)s stands twice") % {"ref": ref}),
        (bool(parent) and parent not in refs, _("the parent %(ref)s is not in the list") % {"ref": parent}),
        (line.get("kind", "") not in Requirement.Kind.values, _("the kind is one of: %(kinds)s") % {"kinds": kinds}),
        (line.get("assessable", "") not in ("yes", "no"), _("assessable is yes or no")),
        (line.get("withdrawn", "no") not in ("", "yes", "no"), _("withdrawn is yes or no")),
    ]
    return [sentence for failed, sentence in checks if failed] + _too_long(line)


def _too_long(line: Line) -> list[str]:
    words = _("column “%(name)s”: more than %(most)d characters")
    return [
        words % {"name": name, "most": most} for name, most in LENGTHS.items() if len(line.get(name, "").strip()) > most
    ]


def _circles(lines: Sequence[Line]) -> list[str]:
    """Lines that stand, through their parents, above themselves."""
    parents = {line.get("ref", "").strip(): line.get("parent", "").strip() for line in lines}
    words = _("%(place)s: the parents of %(ref)s lead in a circle or are more than %(most)d deep")
    return [
        words % {"place": place_of(line, number), "ref": line.get("ref", ""), "most": DEEPEST}
        for number, line in enumerate(lines, start=2)
        if root_of(line.get("ref", "").strip(), parents) is None
    ]


def root_of(ref: str, parents: Mapping[str, str]) -> str | None:
    """The reference at the top of a line's parents; None where they lead in a circle."""
    for _step in range(DEEPEST):
        above = parents.get(ref, "")
        if not above or above not in parents:
            return ref
        ref = above
    return None


def families(lines: Sequence[Line]) -> dict[str, str]:
    """The family of each reference: as the file says, else its theme, else the reference at the top of its parents."""
    parents = {line["ref"].strip(): line.get("parent", "").strip() for line in lines}
    return {
        ref: line.get("family", "").strip() or line.get("theme", "").strip() or root_of(ref, parents) or ref
        for line in lines
        for ref in [line["ref"].strip()]
    }
