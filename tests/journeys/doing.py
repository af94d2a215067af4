"""What people do again and again: take a step from a record's list, attach a file, read what the page says."""

import re
import struct
import zlib
from collections.abc import Callable
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, expect

from assurance.tasks import scan_pending
from foundation.tasks import send_notifications

Fill = Callable[[Locator], Any]


def take(page: Page, step: str, fill: Fill | None = None) -> None:
    """Takes a step of the record on the page: one button, or a sheet that is filled in and sent."""
    sheet = open_step(page, step)
    if sheet is not None:
        if fill is not None:
            fill(sheet)
        send(sheet, step)
    expect(page.get_by_text(f"{step}: done.")).to_be_visible()


def write_report(page: Page, fill: Fill) -> None:
    """Writes the report of the audit on the page beside its preview, which reads what was typed before it is saved."""
    page.locator("#moves").get_by_role("link", name=re.compile("^Open ?: Write the report$")).click()
    page.wait_for_load_state()
    form = page.get_by_role("region", name="Write the report").locator("form")
    fill(form)
    expect(page.locator("#preview")).to_contain_text(form.get_by_label("Summary").input_value())
    form.get_by_role("button", name="Write the report").click()
    expect(page.get_by_text("Write the report: done.")).to_be_visible()


def send(sheet: Locator, button: str) -> None:
    """Sends a sheet that is to be taken; one that comes back says why."""
    page = sheet.page
    with page.expect_response(lambda answer: answer.request.method == "POST") as waiting:
        sheet.get_by_role("button", name=button, exact=True).click()
    assert waiting.value.status < 400, sheet.locator("[data-refused]").all_inner_texts()
    expect(page.locator("body:not(:has(#sheet dialog))")).to_be_visible()


def open_step(page: Page, step: str, *, word: str = "Open") -> Locator | None:
    """Opens the sheet of a step; None where the step is one button, which is pressed."""
    page.wait_for_load_state()  # before its scripts are there a link leads to the page of the step
    moves = page.locator("#moves")
    opener = moves.get_by_role("link", name=re.compile(f"^{word} ?: {re.escape(step)}$"))
    button = moves.get_by_role("button", name=re.compile(f"^Do it ?: {re.escape(step)}$"))
    expect(opener.or_(button)).to_be_visible()
    if button.count():
        button.click()
        return None
    opener.click()
    sheet = page.get_by_role("dialog", name=step, exact=True)
    expect(sheet).to_be_visible()
    return sheet


def refused(page: Page, step: str) -> Locator:
    """The line of a step that cannot be taken now; it says why."""
    return page.locator("#moves .move[data-state=refused]").filter(has_text=step)


def state(page: Page) -> Locator:
    """The words that say where the record stands."""
    return page.locator(".page-head .status").filter(visible=True)


def complete(page: Page, number: int, paper: FilePayload) -> None:
    """Says of an action of the finding on the page that it is implemented, with a file."""
    page.wait_for_load_state()  # before its scripts are there the link leads to a page
    page.get_by_role("link", name=re.compile(f"^Done ?: Action {number}$")).click()
    sheet = page.get_by_role("dialog", name=f"Action {number} is implemented")
    attach(sheet, paper)
    send(sheet, "Implemented")


def attach(place: Locator, *papers: FilePayload) -> None:
    """Chooses files and waits until they are kept."""
    kept = place.locator("[data-attached] li")
    before = kept.count()
    place.locator("input[type=file]").set_input_files(list(papers))
    expect(kept).to_have_count(before + len(papers))


def drop(page: Page, place: Locator, paper: FilePayload) -> None:
    """Drops one file onto the drop zone and waits until it is kept."""
    carrier = page.evaluate_handle(
        """({name, mimeType, text}) => {
          const carrier = new DataTransfer();
          carrier.items.add(new File([text], name, {type: mimeType}));
          return carrier;
        }""",
        {"name": paper["name"], "mimeType": paper["mimeType"], "text": paper["buffer"].decode()},
    )
    place.locator("[data-drop]").dispatch_event("drop", {"dataTransfer": carrier})
    expect(place.locator("[data-attached] li")).to_have_count(1)


def note(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def picture(name: str) -> FilePayload:
    """A real PNG of eight grey dots by eight."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    dots = b"".join(b"\x00" + bytes(range(0, 64, 8)) for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(dots)) + chunk(b"IEND", b"")
    return {"name": name, "mimeType": "image/png", "buffer": content}


def a_minute_passes() -> None:
    """What the worker does every minute: files are scanned, mails go out."""
    scan_pending()
    send_notifications()


__all__ = [
    "a_minute_passes",
    "attach",
    "complete",
    "drop",
    "note",
    "open_step",
    "picture",
    "refused",
    "send",
    "state",
    "take",
    "write_report",
]
