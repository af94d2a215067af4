"""The cache, with its server and without."""

import subprocess
from pathlib import Path

import pytest
import redis

from foundation.cache import PatientRedisCache
from foundation.processes.spawn import broker_binary
from tests.setup.installation import eventually


@pytest.fixture
def server(var):
    var.mkdir(exist_ok=True)
    socket = var / "cache.sock"
    command = [broker_binary(), "--port", "0", "--unixsocket", str(socket), "--dir", str(var), "--save", ""]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    eventually(lambda: Path(socket).exists() and redis.Redis(unix_socket_path=str(socket)).ping())
    yield process, f"unix://{socket}"
    process.kill()
    process.wait()


@pytest.fixture
def cache(server):
    return PatientRedisCache(server[1], {"OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1}})


def test_values_come_back_as_they_were_put(cache):
    cache.set_many({"times": [1.5, 2], "name": "Ana", "count": 3})

    assert cache.get_many(["times", "name", "count", "none"]) == {"times": [1.5, 2], "name": "Ana", "count": 3}
    assert cache.incr("count") == 4
    assert cache.add("name", "Omar") is False
    assert cache.get("none", "default") == "default"


def test_values_are_stored_as_json_never_as_pickle(cache, server):
    cache.set("name", "Ana")

    assert redis.Redis.from_url(server[1]).get(":1:name") == b'"Ana"'
    with pytest.raises(TypeError):
        cache.set("function", print)


def test_the_process_counts_on_by_itself_when_the_server_is_gone(cache, server):
    cache.set("attempts", 4)
    server[0].kill()
    server[0].wait()

    assert cache.get("attempts") is None
    cache.set("attempts", 1)
    assert cache.incr("attempts") == 2
    assert cache.get("attempts") == 2
    cache.delete("attempts")
    assert cache.has_key("attempts") is False
