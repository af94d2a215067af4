"""Pages drawn by a program of its own: what it shows, what it refuses, and what a hostile file cannot do with it."""

import io
import os
import threading
import time
from hashlib import sha256
from types import SimpleNamespace

import pytest
from PIL import Image

from foundation import viewer
from foundation.files import delete_stored, kinds
from foundation.tasks import tidy_pages
from foundation.viewer import NotShown, draw, pages, reading, shelf, sight_of, slots
from foundation.viewer.slots import SLOTS, Slots
from tests.foundation import drawn, hostile

pytestmark = pytest.mark.anywhere


@pytest.fixture
def store(settings):
    """Puts bytes into the store as they are, as if they had been there before anybody judged them."""

    def put(content: bytes, kind: str) -> dict:
        name = sha256(content).hexdigest()
        place = settings.FILES_ROOT / name[:2] / name[2:4] / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return {"sha256": name, "size": len(content), "kind": kind}

    return put


def stored(facts: dict) -> SimpleNamespace:
    return SimpleNamespace(sha256=facts["sha256"], size=facts["size"], detected_type=facts["kind"])


def refused(facts: dict, **asked) -> str:
    with pytest.raises(NotShown) as refusal:
        draw(**facts, **({"page": 1} | asked))
    return refusal.value.code


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


# Pages of PDF


def test_each_page_of_a_report_is_a_picture_of_its_own(store, tmp_path):
    facts = store(drawn.report(tmp_path, "One", "Two", "Three"), kinds.PDF)

    first, last = draw(**facts, page=1), draw(**facts, page=3)

    assert (first.pages, first.width) == (3, 1200)
    assert picture(first.png).size == (first.width, first.height) == (1200, 1698)
    assert picture(first.png).format == "PNG"
    assert first.png != last.png
    assert picture(first.png).convert("L").getextrema()[0] < 100  # there is ink on it


def test_a_narrow_screen_gets_a_smaller_picture(store, tmp_path):
    facts = store(drawn.report(tmp_path, "One"), kinds.PDF)

    assert draw(**facts, page=1, width=viewer.NARROW).width == 640
    with pytest.raises(ValueError, match="wide"):
        draw(**facts, page=1, width=5000)


def test_a_page_that_is_not_there_says_so_and_starts_nothing(store, tmp_path, monkeypatch):
    facts = store(drawn.report(tmp_path, "One"), kinds.PDF)

    assert refused(facts, page=2) == "no_page"
    monkeypatch.setattr(pages, "PROGRAM", "/nowhere")  # whose answer would be “damaged”
    assert [refused(facts, page=page) for page in (3, 0, 10**300)] == ["no_page"] * 3
    assert refused(store(hostile.picture("PNG"), kinds.PNG), page=2) == "no_page"


def test_a_locked_pdf_says_that_it_is_locked(store):
    assert refused(store(hostile.pdf(password="secret"), kinds.PDF)) == "locked"


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_a_broken_pdf_says_that_it_is_broken(store, tmp_path, share):
    whole = drawn.report(tmp_path, "One", "Two")

    assert refused(store(whole[: int(len(whole) * share)], kinds.PDF)) == "damaged"


def test_a_pdf_with_scripts_is_a_picture_and_nothing_of_it_is_run(store):
    facts = store(hostile.pdf(script="app.alert('here'); this.exportDataObject({cName: 'x'});"), kinds.PDF)

    assert picture(draw(**facts, page=1).png).getcolors() == [(1200 * 1200, (255, 255, 255))]


# What is to break it


@pytest.mark.parametrize(
    ("width", "height", "size"), [(1e7, 1e7, (1200, 1200)), (1, 1e7, (1, 4800)), (1e7, 1, (1200, 1))]
)
def test_a_huge_page_is_drawn_no_larger_than_any_other(store, width, height, size):
    found = draw(**store(drawn.blank(width, height), kinds.PDF), page=1)

    assert (found.width, found.height) == size


def test_a_picture_bomb_in_a_pdf_breaks_only_the_program_that_draws_it(store):
    facts = store(drawn.page_with_a_picture(20_000), kinds.PDF)  # 400 MB when it is unpacked

    began = time.monotonic()
    sight = sight_of(stored(facts), page=1)

    assert time.monotonic() - began < pages.SECONDS + 5
    assert sight.form in ("page", "nothing")


def test_a_page_that_takes_for_ever_is_given_up_and_not_tried_again_at_once(store, monkeypatch):
    monkeypatch.setattr(pages, "SECONDS", 2)
    facts = store(drawn.page_that_takes_for_ever(), kinds.PDF)

    assert refused(facts) in ("too_long", "damaged")
    began = time.monotonic()
    assert refused(facts) in ("too_long", "damaged")
    assert time.monotonic() - began < 0.2


def test_a_flood_of_pixels_is_refused_before_it_is_decoded(store):
    assert refused(store(hostile.pixel_flood(), kinds.PNG)) == "too_many_pixels"


def test_a_file_that_is_too_large_is_not_drawn(store):
    facts = store(hostile.pdf(), kinds.PDF) | {"size": pages.MOST_BYTES + 1}

    assert refused(facts) == "too_large"


def test_the_program_is_told_no_secret_and_writes_no_file(store, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "told-to-nobody")
    program = tmp_path / "spy.py"
    program.write_text(
        "import os, sys\n"
        f"sys.path.insert(0, {str(pages.PROGRAM.parent)!r})\n"
        "import drawing\n"
        "drawing.limit_oneself()\n"
        "try:\n"
        f"    open({str(tmp_path / 'left-behind')!r}, 'wb', buffering=0).write(b'x' * 9)\n"
        "    wrote = True\n"
        "except OSError:\n"
        "    wrote = False\n"
        "import resource\n"
        "most = resource.getrlimit(resource.RLIMIT_AS)[0]\n"
        "print('SECRET_KEY' in os.environ, wrote, most, os.getcwd())\n"
    )
    monkeypatch.setattr(pages, "PROGRAM", program)
    facts = store(hostile.pdf(), kinds.PDF)

    with pages._source(facts["sha256"]) as source:
        answer = pages._ask(source, ())

    assert answer == b"False False 1073741824 /\n"


def test_what_the_program_answers_is_believed_only_as_a_picture():
    for answer in (
        b"",
        b"{}\n",
        b"[1]\n",
        b"<html>\n",
        b'{"pages": 1, "width": 1, "height": 1}\n<svg onload=alert(1)>',
    ):
        with pytest.raises(NotShown):
            pages._understood(answer)


def test_when_all_are_drawing_one_is_asked_to_come_again(store, monkeypatch):
    monkeypatch.setattr(slots, "SECONDS_TO_WAIT", 0.01)
    facts = store(hostile.pdf(), kinds.PDF)

    with SLOTS.taken_by(1), SLOTS.taken_by(2):
        assert refused(facts, person=3) == "busy"

    assert draw(**facts, page=1).pages == 1


def test_a_person_draws_one_page_at_a_time_and_leaves_room_for_others(store, monkeypatch):
    monkeypatch.setattr(slots, "SECONDS_TO_WAIT", 0.01)
    facts = store(hostile.pdf(), kinds.PDF)

    with SLOTS.taken_by(1):
        assert refused(facts, person=1) == "busy"
        assert draw(**facts, page=1, person=2).pages == 1


def test_of_a_person_only_one_waits(monkeypatch):
    monkeypatch.setattr(slots, "SECONDS_TO_WAIT", 5)
    places, answers = Slots(), []

    def wait() -> None:
        with places.taken_by(1):
            answers.append("drawn")

    with places.taken_by(1):
        waiting = threading.Thread(target=wait)
        waiting.start()
        while not places._waiting:
            time.sleep(0.01)
        with pytest.raises(NotShown, match="busy"), places.taken_by(1):
            answers.append("never")
    waiting.join()

    assert answers == ["drawn"]


def test_a_file_that_took_too_long_twice_is_left_alone(store, monkeypatch):
    facts = store(hostile.pdf(), kinds.PDF)
    for name in ("1-640", "1-1800"):
        shelf.put(facts["sha256"], f"{name}.no", b"too_long")

    assert refused(facts) == "too_long"
    monkeypatch.setattr(pages, "MOST_TOO_LONG", 3)
    assert draw(**facts, page=1).pages == 1


# Pictures


@pytest.mark.parametrize(
    ("form", "kind"), [("PNG", kinds.PNG), ("JPEG", kinds.JPEG), ("GIF", kinds.GIF), ("WEBP", kinds.WEBP)]
)
def test_a_picture_is_painted_anew(store, form, kind):
    content = hostile.picture(form, width=3000, height=2000)
    facts = store(content, kind)

    found = draw(**facts, page=1)

    assert (found.width, found.height, found.pages) == (1200, 800, 1)
    assert content not in found.png
    red, green, blue = picture(found.png).getpixel((600, 400))
    assert (red < 20, 110 < green < 145, 110 < blue < 145) == (True, True, True)


def test_a_small_picture_is_not_blown_up_and_loses_what_it_carries_along(store):
    target, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "taken at 51.5 N by Samir"
    exif[0x0112] = 6  # lies on its side
    Image.new("RGB", (40, 30), "teal").save(target, "JPEG", exif=exif, comment=b"<script>alert(1)</script>")

    found = draw(**store(target.getvalue(), kinds.JPEG), page=1)

    assert (found.width, found.height) == (30, 40)
    assert b"Samir" not in found.png
    assert b"script" not in found.png


def test_a_picture_and_script_in_one_is_no_picture(store):
    assert refused(store(hostile.GIF_AND_SCRIPT, kinds.GIF)) == "damaged"


# Text


def text(facts: dict, page: int = 1) -> reading.Lines:
    return reading.read_lines(sha256=facts["sha256"], page=page)


def test_text_is_read_in_pieces_of_500_lines(store):
    facts = store("".join(f"line {number}\r\n" for number in range(1, 1202)).encode(), kinds.TEXT)

    assert text(facts).lines[0] == (1, "line 1")
    assert (len(text(facts).lines), text(facts).pages, text(facts).goes_on) == (500, 3, False)
    assert text(facts, 3).lines == [(number, f"line {number}") for number in range(1001, 1202)]
    with pytest.raises(NotShown) as refusal:
        text(facts, 4)
    assert refusal.value.code == "no_page"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_the_encodings_it_may_come_in(store, encoding):
    facts = store("Prüfung\nзапись\n".encode(encoding), kinds.TEXT)

    assert text(facts).lines == [(1, "Prüfung"), (2, "запись")]


def test_bytes_that_are_no_text_are_not_shown_as_such(store):
    sight = sight_of(stored(store(b"Pr\xfcfung\n", kinds.TEXT)), page=1)

    assert (sight.form, sight.sentence[:30]) == ("nothing", "This file cannot be read as te")


def test_a_line_without_end_is_broken_and_keeps_its_number(store):
    facts = store(b"a" * 600_000 + b"\nlast", kinds.JSON)

    found = text(facts)
    assert [number for number, _line in found.lines][:3] == [1, None, None]
    assert found.lines[-1] == (2, "last")
    assert sum(len(line) for number, line in found.lines[:-1]) == 600_000


def test_a_long_text_says_that_it_goes_on(store, monkeypatch):
    monkeypatch.setattr(reading, "MOST_LINES", 1000)
    facts = store(b"x\n" * 1001, kinds.TEXT)

    assert (text(facts).pages, text(facts).goes_on) == (2, True)
    with pytest.raises(NotShown):
        text(facts, 3)


def test_what_hides_in_a_line_is_told(store):
    facts = store("access\u202etnemgduj \x1b[31mred\x1b[0m \x1b]0;title\n".encode(), kinds.TEXT)

    assert text(facts).lines == [(1, "access[U+202E]tnemgduj red [U+001B]]0;title")]


@pytest.mark.parametrize(
    ("content", "kind"), [(hostile.SVG, kinds.SVG), (b"From: a@b.example\n\n<script>alert(1)</script>", kinds.MAIL)]
)
def test_what_may_carry_scripts_is_lines_of_text(store, content, kind):
    sight = sight_of(stored(store(content, kind)), page=1)

    assert sight.form == "text"
    assert any("alert(1)" in line for _number, line in sight.lines)


@pytest.mark.parametrize("kind", [kinds.DOCX, kinds.ZIP, kinds.MP4, kinds.UNKNOWN, kinds.HTML])
def test_of_every_other_kind_a_sentence_says_why_there_is_nothing(kind):
    sight = sight_of(SimpleNamespace(sha256="0" * 64, size=9, detected_type=kind), page=1)

    assert sight.form == "nothing"
    assert "Take the file" in sight.sentence


# The shelf


def test_a_page_is_drawn_once(store, tmp_path, monkeypatch):
    facts = store(drawn.report(tmp_path, "One"), kinds.PDF)
    first = draw(**facts, page=1)
    monkeypatch.setattr(pages, "PROGRAM", "/nowhere")

    assert draw(**facts, page=1) == first


@pytest.fixture
def full_shelf(store, tmp_path) -> list[str]:
    """Four papers, each with its page on the shelf, the oldest first."""
    names = []
    for age, words in enumerate(("One", "Two", "Three", "Four")):
        facts = store(drawn.report(tmp_path, words), kinds.PDF)
        draw(**facts, page=1)
        put_back(facts["sha256"], seconds=100 - age)
        names.append(facts["sha256"])
    return names


def put_back(name: str, *, seconds: float) -> None:
    at = time.time() - seconds
    os.utime(shelf.place_of(name) / "1-1200.png", (at, at))


def left(names: list[str]) -> list[str]:
    return [name for name in names if shelf.found(name, "1-1200.png") is not None]


def test_the_shelf_lets_go_of_the_oldest_when_it_is_full(full_shelf):
    size = len(shelf.found(full_shelf[3], "1-1200.png"))

    assert viewer.tidy(most_bytes=round(size * 2.5)) == 2

    assert left(full_shelf) == full_shelf[2:]


def test_the_shelf_lets_go_of_what_is_a_week_old(full_shelf):
    put_back(full_shelf[1], seconds=shelf.KEPT_SECONDS + 1)

    assert left(full_shelf) == [full_shelf[0], *full_shelf[2:]]
    assert tidy_pages() == 1


def test_the_shelf_lets_go_of_what_the_store_no_longer_has(full_shelf):
    delete_stored(full_shelf[0])

    assert tidy_pages() == 1

    assert left(full_shelf) == full_shelf[1:]


def test_forgetting_a_file_forgets_its_pages(store, settings):
    facts = store(hostile.pdf(), kinds.PDF)
    draw(**facts, page=1)

    viewer.forget(facts["sha256"])

    assert not list(settings.PAGES_ROOT.glob("??/*/*"))
