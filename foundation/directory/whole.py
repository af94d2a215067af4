"""What somebody sees who holds a role on the unit at the top: every row that has a unit, without a look at its path."""

from typing import Any, Self

from django.core.exceptions import FullResultSet
from django.db.models import BooleanField, F, Model
from django.db.models.expressions import Expression


class Everything(Expression):
    """True for each row that `unit` leads from to a unit; where it always does, nothing is written at all.

    There is one unit at the top (a constraint of units), so everything lies below it. A condition that is always true
    takes those beside it out of the statement (docs/adr/0182-the-unit-at-the-top.md).
    """

    conditional = True

    def __init__(self, unit: str) -> None:
        super().__init__(output_field=BooleanField())
        self.unit, self.is_resolved = unit, False
        self.source: Any = None

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> Self:
        resolved = self.copy()
        if self.source is not None:
            resolved.source = self.source.resolve_expression(query, *args, **kwargs)
        elif not self.is_resolved and not is_always_there(query.model, self.unit):  # a subquery is resolved twice
            resolved.source = F(self.unit).resolve_expression(query, *args, **kwargs)
        resolved.is_resolved = True
        return resolved

    def get_source_expressions(self) -> list[Any]:
        return [] if self.source is None else [self.source]

    def set_source_expressions(self, exprs: Any) -> None:
        self.source = exprs[0] if exprs else None

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        if self.source is None:
            raise FullResultSet
        sql, params = compiler.compile(self.source)
        return f"{sql} IS NOT NULL", params


def is_always_there(model: type[Model], path: str) -> bool:
    """Whether each row has what a path of foreign keys leads to."""
    here: Any = model
    for name in filter(None, path.split("__")):
        field = here._meta.get_field(name)
        if field.null or not field.concrete:
            return False
        here = field.related_model
    return True
