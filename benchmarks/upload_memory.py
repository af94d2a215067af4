"""How much memory the web process needs to receive and hand out a large file.

Without --url it starts granian with tests/foundation/upload_app.py. With --url and --pid it measures a running
installation, for example (cookies and token of a signed-in browser, form fields of its upload page):

    python -m benchmarks.upload_memory --url http://127.0.0.1:8000 --pid 4711 --upload-path /evidence/new/ \
        --cookie "sessionid=…; csrftoken=…" --header "X-CSRFToken: …" --data "title=Door log" --field files \
        --download-path /evidence/files/…/
"""

import argparse
import hashlib
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

MEGABYTE = 1024 * 1024
PIECE_BYTES = 256 * 1024
LINE = b"2026-11-20T10:00:00Z fw1 session 4711 denied from 192.0.2.7 to 198.51.100.9 port 443 by rule 12\n"


@dataclass(frozen=True)
class Client:
    """Speaks with one web server; holds no more of a file than one piece."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)

    def connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        return kind(parts.netloc, timeout=600)

    def upload(self, path: str, file: Path, *, name: str, field: str = "file", data: dict[str, str] | None = None):
        """The status and body of the answer to a form with this file."""
        boundary = "frontier-of-the-benchmark"
        head = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in (data or {}).items()
        )
        head += f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        before = (head + "Content-Type: application/octet-stream\r\n\r\n").encode()
        after = f"\r\n--{boundary}--\r\n".encode()
        connection = self.connection()
        length = len(before) + file.stat().st_size + len(after)
        connection.request(
            "POST",
            path,
            body=surrounded(before, file, after),
            headers=self.headers
            | {"Content-Type": f"multipart/form-data; boundary={boundary}", "Content-Length": str(length)},
        )
        answer = connection.getresponse()
        return answer.status, answer.read()

    def download(self, path: str) -> tuple[int, str, int]:
        """The status, hash and length of what is handed out."""
        connection = self.connection()
        connection.request("GET", path, headers=self.headers)
        answer, digest, length = connection.getresponse(), hashlib.sha256(), 0
        while piece := answer.read(PIECE_BYTES):
            digest.update(piece)
            length += len(piece)
        return answer.status, digest.hexdigest(), length


def surrounded(before: bytes, file: Path, after: bytes) -> Iterator[bytes]:
    yield before
    with file.open("rb") as stream:
        while piece := stream.read(PIECE_BYTES):
            yield piece
    yield after


def write_log(path: Path, *, size_bytes: int) -> Path:
    """A log of this length, the kind of evidence that is checked most thoroughly: every byte must be text."""
    block = LINE * (PIECE_BYTES // len(LINE))
    with path.open("wb") as stream:
        for start in range(0, size_bytes, len(block)):
            stream.write(block[: size_bytes - start])
    return path


def family(pid: int) -> list[int]:
    """The process and all below it."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def peak_megabytes(pid: int) -> float:
    """The largest resident set that any one process of the web server ever had."""
    return max(high_water(each) for each in family(pid))


def high_water(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def granian(folder: Path, *, threads: int = 16) -> Iterator[tuple[str, int]]:
    """The address and process of a web server like the one of `manage.py up`, with its files in the folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", str(threads), "--no-ws", "--log-level", "error"]
    variables = {"VAR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings_test"}
    process = subprocess.Popen(
        [*command, "tests.foundation.upload_app:application"],
        env=os.environ | variables,
        cwd=Path(__file__).resolve().parent.parent,
    )
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("the web server did not start")


def measure(client: Client, pid: int, file: Path, wanted: argparse.Namespace) -> None:
    """Uploads and downloads the file as often at once as wanted, and prints time and peak memory."""
    print(f"before: {peak_megabytes(pid):.0f} MB")
    data = dict(each.split("=", 1) for each in wanted.data)
    path = wanted.download_path
    with ThreadPoolExecutor(wanted.at_once) as pool:
        started = time.monotonic()
        uploads = [
            pool.submit(client.upload, wanted.upload_path, file, name="large.log", field=wanted.field, data=data)
            for _number in range(wanted.at_once)
        ]
        answers = [each.result() for each in uploads]
        print(f"upload: status {answers[0][0]}, {time.monotonic() - started:.1f} s, {peak_megabytes(pid):.0f} MB")
        if not wanted.url:
            path = f"/download/{json.loads(answers[0][1])['sha256']}?type=text/plain"
        if path:
            started = time.monotonic()
            got = [each.result() for each in [pool.submit(client.download, path) for _number in range(wanted.at_once)]]
            print(f"download: {got[0]}, {time.monotonic() - started:.1f} s, {peak_megabytes(pid):.0f} MB")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--megabytes", type=int, default=300)
    options.add_argument("--at-once", type=int, default=1, help="how many uploads, then downloads, at the same time")
    options.add_argument("--url", help="a running installation")
    options.add_argument("--pid", type=int, help="its web server process; its children are measured too")
    options.add_argument("--upload-path", default="/upload")
    options.add_argument("--download-path", default="")
    options.add_argument("--field", default="file")
    options.add_argument("--data", action="append", default=[], metavar="NAME=VALUE")
    options.add_argument("--cookie", default="")
    options.add_argument("--header", action="append", default=[], metavar="NAME: VALUE")
    wanted = options.parse_args()
    headers = dict(each.split(": ", 1) for each in wanted.header) | ({"Cookie": wanted.cookie} if wanted.cookie else {})
    with tempfile.TemporaryDirectory() as folder:
        file = write_log(Path(folder) / "large.log", size_bytes=wanted.megabytes * MEGABYTE)
        if wanted.url:
            measure(Client(wanted.url, headers), wanted.pid, file, wanted)
            return
        with granian(Path(folder)) as (url, pid):
            measure(Client(url, headers), pid, file, wanted)


if __name__ == "__main__":
    main()
