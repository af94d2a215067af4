"""Two versions of a statement of applicability, control by control: what came, what went, and what is said otherwise."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import Requirement
from assurance.redline import Piece, redline
from certifications.models import SoaLine, StatementOfApplicability

LOOKS: dict[str, tuple[str, str, str | Promise]] = {
    "added": ("good", "plus", gettext_lazy("Added")),
    "removed": ("bad", "minus", gettext_lazy("Removed")),
    "changed": ("info", "pencil", gettext_lazy("Changed")),
}


@dataclass(frozen=True)
class Word:
    """One thing a line says otherwise: its label, how it was and how it is, and the two in one text."""

    label: str
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        return redline(self.before, self.after)


@dataclass(frozen=True)
class Difference:
    """A control about which the two versions differ: `kind` is added, removed or changed."""

    kind: str
    requirement: Requirement
    words: list[Word]

    @property
    def look(self) -> tuple[str, str, str | Promise]:
        return LOOKS[self.kind]


def differences(earlier: StatementOfApplicability, later: StatementOfApplicability) -> list[Difference]:
    """In the order of the framework (one query)."""
    rows = SoaLine.objects.filter(soa__in=[earlier.pk, later.pk]).in_order()
    found = []
    for requirement, lines in groupby(rows, key=lambda line: line.requirement):
        by_version = {line.soa_id: line for line in lines}
        one = _difference(requirement, by_version.get(earlier.pk), by_version.get(later.pk))
        found += [one] if one else []
    return found


def _difference(requirement: Requirement, before: SoaLine | None, after: SoaLine | None) -> Difference | None:
    was, now = said(before), said(after)
    words = [Word(label, was.get(label, ""), now.get(label, "")) for label in dict.fromkeys([*was, *now])]
    words = [word for word in words if word.before != word.after]
    if not words:
        return None
    kind = "added" if before is None else "removed" if after is None else "changed"
    return Difference(kind, requirement, words)


def said(line: SoaLine | None) -> dict[str, str]:
    """What a line says, in words, by what it is about."""
    if line is None:
        return {}
    common = {_("Applicable"): _("Applies") if line.applicable else _("Excluded")}
    if not line.applicable:
        return common | {_("Why it is excluded"): line.exclusion}
    return common | {
        _("Included because of"): ", ".join(line.reason_labels),
        _("Why it is included"): line.inclusion,
        _("Implementation"): str(line.get_implementation_display()),
    }


def words_changed(earlier: StatementOfApplicability, later: StatementOfApplicability) -> list[Word]:
    """What is said otherwise about the whole: its title and its scope."""
    pairs = [(_("Title"), earlier.title, later.title), (_("Scope"), earlier.scope, later.scope)]
    return [Word(*pair) for pair in pairs if pair[1] != pair[2]]
