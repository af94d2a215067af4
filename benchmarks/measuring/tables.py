"""Writes what was measured into docs/performance.md, between two lines that say so, out of benchmarks/results/."""

import json
from pathlib import Path
from typing import Any

from benchmarks.company.sizes import SIZES
from benchmarks.measuring.cluster import ROOT

RESULTS, PAGE = ROOT / "benchmarks" / "results", ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured by benchmarks/run.py -->", "<!-- end of what was measured -->"
WHO = {"officer": "An officer of the whole company", "certifier": "A certifier with one room"}


def keep(result: dict[str, Any]) -> Path:
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{result['size']}.json"
    path.write_text(json.dumps(result, indent=1) + "\n")
    return path


def write() -> None:
    """All tables, of whatever sizes have been measured."""
    found = [
        json.loads((RESULTS / f"{name}.json").read_text()) for name in SIZES if (RESULTS / f"{name}.json").exists()
    ]
    before, _begin, rest = PAGE.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{told(found)}\n{END}{after}")


def told(found: list[dict[str, Any]]) -> str:
    """A size of which only the processor was measured has no part in what clients waited."""
    whole = [one for one in found if "start" in one]
    parts = [machines(found), companies(found)]
    parts += [costs(found, who) for who in WHO]
    parts += [pages(whole, who) for who in WHO if whole]
    parts += [starts(whole), crowds(whole)] if whole else []
    return "\n".join(parts)


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def machines(found: list[dict[str, Any]]) -> str:
    lines = [
        f"* {one['size']}: {one['at']}, commit `{one['commit']}`, {one['machine']['cores']} cores "
        f"({one['machine']['processor']}), {one['machine']['memory_gb']} GB, PostgreSQL {one['machine']['postgresql']}, "
        f"Python {one['machine']['python']}; five million multiplications in a Python loop took {one['machine']['loop']:.2f} s"
        for one in found
    ]
    return "\n".join(lines) + "\n"


def companies(found: list[dict[str, Any]]) -> str:
    rows = []
    for one in found:
        size = SIZES[one["size"]]
        counts = [size.findings, size.evidence, size.events, size.people, size.all_audits, size.suppliers]
        cells = size.processes * size.requirements
        rows.append(
            [
                size.name,
                *(f"{count:,}" for count in [*counts, cells]),
                f"{one['filled']:.0f} s",
                f"{one['room_mb']:,} MB",
            ]
        )
    head = ["Company", "Findings", "Evidence", "Events", "People", "Audits", "Suppliers", "Boxes of the matrix"]
    return table([*head, "Filled in", "On disk"], rows)


def by_name(found: list[dict[str, Any]], who: str) -> dict[str, dict[str, Any]]:
    """What was measured of each page, by size."""
    pages: dict[str, dict[str, Any]] = {}
    for one in found:
        for page in one["pages"]:
            if page["who"] == who:
                pages.setdefault(page["name"], {})[one["size"]] = page
    return pages


def costs(found: list[dict[str, Any]], who: str) -> str:
    sizes = [one["size"] for one in found]
    rows = []
    for name, measured in by_name(found, who).items():
        spent = [measured.get(size, {}) for size in sizes]
        told = [f"{one['python']:.0f} + {one['server']:.0f} ms" if "python" in one else "" for one in spent]
        last = next((one for one in reversed(spent) if "queries" in one), None)
        if last:
            rows.append([name, *told, str(last["queries"]), f"{last['longest'] / 1000:.1f} kB"])
    head = [f"{WHO[who]}, processor of Python and of PostgreSQL", *sizes, "Queries", "Longest SQL"]
    return table(head, rows)


def pages(found: list[dict[str, Any]], who: str) -> str:
    sizes = [one["size"] for one in found]
    last = sizes[-1]
    head = [
        WHO[who],
        *(f"{size} p50" for size in sizes),
        f"{last} p95",
        f"{last} per s",
        "8 clients p50",
        "p95",
        "per s",
    ]
    head += ["Size", "SQL alone", "Ratio"]
    return table(head, [_row(name, sizes, measured) for name, measured in by_name(found, who).items()])


def _row(name: str, sizes: list[str], measured: dict[str, Any]) -> list[str]:
    largest = next(measured[size] for size in reversed(sizes) if size in measured)
    over = " **over**" if largest["bound"] and largest["one"]["p50"] > largest["bound"] else ""
    middles = [f"{measured[size]['one']['p50']:.0f} ms" if size in measured else "" for size in sizes]
    one, eight = largest["one"], largest["eight"]
    told = [name, *middles[:-1], f"{middles[-1]}{over}", f"{one['p95']:.0f} ms", f"{one['rps']:.0f}"]
    told += [f"{eight['p50']:.0f} ms", f"{eight['p95']:.0f} ms", f"{eight['rps']:.0f}"]
    bare = f"{largest['bare']:.1f} ms" if largest.get("bare") else ""
    ratio = f"{one['p50'] / largest['bare']:.1f}" if largest.get("bare") else ""
    size = f"{largest['size'] / 1024:.0f} kB"
    return [*told, size, bare, ratio]


def starts(found: list[dict[str, Any]]) -> str:
    rows = [
        [
            one["size"],
            f"{one['start']['migrate']:.1f} s",
            f"{one['start']['up']:.1f} s",
            f"{one['memory']['before']:.0f} MB",
            f"{one['memory']['after_one']:.0f} MB",
            f"{one['memory']['after_all']:.0f} MB",
        ]
        for one in found
    ]
    head = ["Company", "Empty database migrated", "Started until it answers", "A web process before its first page"]
    return table([*head, "after it", "after everything"], rows)


def crowds(found: list[dict[str, Any]]) -> str:
    rows = [
        _crowd(one["size"], words, load)
        for one in found
        for words, load in ((told["words"], told) for told in one.get("loads", []))
    ]
    head = [
        "Company",
        "Who",
        "Answered",
        "p50",
        "p95",
        "Per s",
        "Refused (503)",
        "after p95",
        "Broken",
        "Written",
        "Lost",
    ]
    return table(head, rows)


def _crowd(size: str, words: str, load: dict[str, Any]) -> list[str]:
    return [
        size,
        words,
        f"{load['answered']:,}",
        f"{load['p50']:.0f} ms",
        f"{load['p95']:.0f} ms",
        f"{load['rps']:.0f}",
        f"{load['refused']:,}",
        f"{load['refused_p95']:.0f} ms" if load["refused"] else "",
        str(load["broken"]),
        str(load["written"]),
        str(load["lost"]),
    ]
