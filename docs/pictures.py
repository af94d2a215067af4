"""Takes the pictures of the README and of docs/use out of the demonstration: `python docs/pictures.py [address]`.

Without an address it starts a demonstration of its own in a temporary folder, which takes some minutes, and stops it
again. It needs Chromium (`chromium-headless-shell` where there is one) and what requirements-dev.txt installs.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "pictures"
PORT = 8090
PATIENCE = 900  # seconds until the demonstration has to be there
LARGEST = 150_000  # bytes of a picture
CARD = re.compile(r'name="person" value="(?P<person>[^"]+)".*?>(?P<words>.*?)</button>', re.DOTALL)
SCREEN, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
WIDTH = 1200  # of a picture of a screen, in pixels


def stay(page: Page) -> None:
    """The page as it comes."""


def follow(*names: str) -> Callable[[Page], None]:
    """Follows links by the beginning of their words, one after the other."""

    def go(page: Page) -> None:
        for name in names:
            page.locator("main").get_by_role("link", name=name).first.click()
            page.wait_for_load_state()

    return go


@dataclass(frozen=True)
class Picture:
    """A screen as one person sees it, from an address on."""

    name: str
    who: str
    start: str
    go: Callable[[Page], None] = stay
    theme: str = "light"
    on_a_phone: bool = False


PICTURES = (
    Picture("my-work", "Ines Moreau", "/my-work/"),
    Picture("board", "Helena Brandt", "/board/"),
    Picture("matrix", "Ines Moreau", "/assurance/matrix/"),
    Picture("fieldwork", "Priya Raman", "/audits/?search=A-2026-14", follow("A-2026-14", "Fieldwork")),
    Picture("finding", "Samir Haddad", "/audits/findings/?search=F-003", follow("F-003")),
    Picture("audit", "Tobias Lindqvist", "/audits/?search=A-2026-14", follow("A-2026-14"), theme="dark"),
    Picture("programme", "Beatriz Quintana", "/audits/programme/"),
    Picture("certificates", "Ines Moreau", "/certificates/"),
    Picture("room", "Ruth Okafor", "/"),
    Picture("suppliers", "Ines Moreau", "/assurance/suppliers/", theme="dark"),
    Picture("home", "Mina Osei", "/people/me/", on_a_phone=True),
    Picture("administration", "Dario Keller", "/administration/"),
)


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a demonstration of our own, for as long as it is needed."""
    folder, address = tempfile.mkdtemp(prefix="attest-pictures-"), f"http://127.0.0.1:{PORT}"
    settings = {"PLAIN_HTTP": "1", "DEMO": "1", "VAR": folder, "PORT": str(PORT)}
    process = subprocess.Popen([sys.executable, "manage.py", "up"], cwd=HERE.parent, env=os.environ | settings)
    try:
        yield address
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(2)
    raise SystemExit(f"Nothing answers at {address}.")


def sign_in(context: BrowserContext, address: str, name: str) -> None:
    """As a click on a card of the demonstration does."""
    page = context.request.get(f"{address}/accounts/login/").text()
    card = next(one for one in CARD.finditer(page) if name in one["words"])
    csrf = next(one["value"] for one in context.cookies() if "csrf" in one["name"])
    form = {"person": card["person"], "csrfmiddlewaretoken": csrf}
    context.request.post(f"{address}/accounts/login/as/", form=form, max_redirects=0, headers={"Referer": address})


def put_guide_aside(page: Page) -> None:
    """What stands above the page on the first visit is not what the picture is of."""
    got_it = page.get_by_role("button", name="Got it")
    if got_it.count():
        got_it.click()
        page.wait_for_load_state()


def take(browser: Browser, address: str, picture: Picture) -> int:
    """Writes one picture and returns its size in bytes."""
    size = PHONE if picture.on_a_phone else SCREEN
    context = browser.new_context(viewport=size, color_scheme=picture.theme, reduced_motion="reduce")
    context.set_default_timeout(120_000)
    sign_in(context, address, picture.who)
    page = context.new_page()
    page.goto(f"{address}{picture.start}")
    put_guide_aside(page)
    picture.go(page)
    page.evaluate("() => document.fonts.ready")
    packed = pack(page.screenshot(), WIDTH if not picture.on_a_phone else PHONE["width"])
    (FOLDER / f"{picture.name}.png").write_bytes(packed)
    context.close()
    return len(packed)


def pack(png: bytes, width: int) -> bytes:
    """The picture at that width in as many colours as the largest size allows."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def take_all(address: str) -> None:
    _wait_for(f"{address}/livez")
    with sync_playwright() as playwright:
        binary = shutil.which("chromium-headless-shell")
        browser = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        for picture in PICTURES:
            print(f"{picture.name}: {take(browser, address, picture) // 1000} kB", flush=True)
        browser.close()


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    if len(sys.argv) > 1:
        take_all(sys.argv[1].rstrip("/"))
        return
    with demonstration() as address:
        take_all(address)


if __name__ == "__main__":
    main()
