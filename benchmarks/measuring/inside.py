"""What a page costs the database: how many statements, and the longest of them."""

from dataclasses import dataclass
from time import perf_counter

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.directory.models import User


@dataclass(frozen=True)
class Cost:
    queries: int
    longest: int  # bytes of SQL
    bare: float  # seconds that the same statements take without the application


def cost_of(user: User, path: str) -> Cost:
    """Of a second visit, as the first one may fill caches."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    statements = [query["sql"] for query in seen.captured_queries if query["sql"].startswith(("SELECT", "("))]
    return Cost(len(seen), max((len(one.encode()) for one in statements), default=0), _bare(statements))


def _bare(statements: list[str]) -> float:
    """The statements as they stand, one after the other, their rows fetched; the best of three."""
    taken = []
    for _time in range(3):
        with connection.cursor() as cursor:
            begun = perf_counter()
            for statement in statements:
                cursor.cursor.execute(statement.encode())
                cursor.fetchall()
            taken.append(perf_counter() - begun)
    return min(taken)
