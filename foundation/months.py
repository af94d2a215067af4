"""Months later in a query: the same day as foundation.dates.add_months gives, whatever the database. Source: T-01."""

from typing import Any

from django.db.models import DateField, Func


class MonthsLater(Func):
    """`MonthsLater("ended_on", 6)`: the same day so many months later, or the last day of that month."""

    arity = 2
    output_field = DateField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        context["template"] = "(%(expressions)s)::date"
        context["arg_joiner"] = " + INTERVAL '1 month' * "
        return super().as_sql(compiler, connection, **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite runs over into the next month; the last day of the month wanted is the earlier of the two then."""
        day, months = self.get_source_expressions()
        first, given = compiler.compile(day)
        number, more = compiler.compile(months)
        later = f"date({first}, ({number}) || ' months')"
        end_of_month = f"date({first}, 'start of month', ({number} + 1) || ' months', '-1 day')"
        return f"MIN({later}, {end_of_month})", (*given, *more, *given, *more)
