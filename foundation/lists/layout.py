"""Which columns a list shows, and in which order: the address says, a view keeps it."""

from collections.abc import Iterable, Mapping

from django.http import QueryDict

from foundation.lists.columns import Column


def shown_columns(asked: QueryDict, declared: Mapping[str, Column]) -> tuple[str, ...]:
    """The names of the columns in the order the address gives them, one moved where a button asks for it.

    Without any that exist, those that are not hidden by declaration, as declared.
    """
    named = (name for value in asked.getlist("columns") for name in value.split(","))
    chosen = list(dict.fromkeys(name for name in named if name in declared))
    if not chosen:
        chosen = [name for name, column in declared.items() if not column.hidden]
    return tuple(moved(moved(chosen, asked.get("up", ""), -1), asked.get("down", ""), 1))


def moved(names: list[str], name: str, by: int) -> list[str]:
    """The names with one of them moved a place; the first stays first when it is moved up, the last last."""
    if name not in names:
        return names
    here = names.index(name)
    there = min(max(here + by, 0), len(names) - 1)
    rest = [other for other in names if other != name]
    return [*rest[:there], name, *rest[there:]]


def in_order(shown: Iterable[str], declared: Mapping[str, Column]) -> list[Column]:
    """The shown columns first, in their order; the others after them as declared."""
    names = dict.fromkeys([*shown, *declared])
    return [declared[name] for name in names]
