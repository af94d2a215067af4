"""What a page costs, whatever else the machine does: processor here and in PostgreSQL, statements, the longest of them."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time

import psycopg
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.directory.models import User
from foundation.signin.second_factor import GIVEN

TIMES, LONG = 5, 3.0  # seconds after which it is not asked again


@dataclass(frozen=True)
class Cost:
    """Seconds of the processor, of the second visit on, as the first one may fill caches; parallel workers come on top."""

    python: float
    server: float
    queries: int
    longest: int  # bytes of SQL
    bare: float  # seconds on the clock that the same statements take without the application


def cost_of(user: User, path: str) -> Cost:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    session = client.session
    session[GIVEN] = True
    session.save()
    client.get(path)
    visits = [visit(client, path)]
    while len(visits) < TIMES and sum(taken for taken, _python, _server in visits) < LONG:
        visits.append(visit(client, path))
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    statements = [query["sql"] for query in seen.captured_queries if query["sql"].startswith(("SELECT", "("))]
    longest = max((len(one.encode()) for one in statements), default=0)
    python, server = (median(visit[place] for visit in visits) for place in (1, 2))
    return Cost(python, server, len(seen), longest, alone(statements))


def visit(client: Client, path: str) -> tuple[float, float, float]:
    """Seconds on the clock, of this thread's processor, and of that of the connection's server process."""
    begun, python, server = perf_counter(), thread_time(), server_seconds()
    client.get(path)
    taken, python = perf_counter() - begun, thread_time() - python
    return taken, python, server_seconds() - server


def server_seconds() -> float:
    """What the server process of our connection has spent so far; 0 where it runs on another machine."""
    connection.ensure_connection()
    driver: psycopg.Connection = connection.connection
    told = Path(f"/proc/{driver.info.backend_pid}/schedstat")
    return int(told.read_text().split()[0]) / 1e9 if told.exists() else 0.0


def alone(statements: list[str]) -> float:
    """The statements as they stand, one after the other, their rows fetched; the best of three."""
    taken: list[float] = []
    with connection.cursor() as cursor:
        while len(taken) < 3 and sum(taken) < LONG:
            begun = perf_counter()
            for statement in statements:
                cursor.cursor.execute(statement.encode())
                cursor.fetchall()
            taken.append(perf_counter() - begun)
    return min(taken)
