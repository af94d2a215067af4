"""A program of its own that draws one page of a file: it reads the file from its input and writes a picture.

It is started by foundation.viewer.pages with nothing in its environment, and limits itself before it looks at a byte:
memory, seconds, no file written, no other program. It knows nothing of the rest of the project and is never imported
for its work; whatever a hostile file does to it ends with it. Why it is built so: docs/adr/0120-page-images.md.
"""

import io
import json
import resource
import signal
import sys
from typing import Any, BinaryIO

MEMORY_BYTES = 1024**3
CPU_SECONDS = 10
WALL_SECONDS = 20
MOST_PIXELS = 50_000_000  # of a picture that is decoded
TALLEST = 4  # widths; what is taller is drawn narrower
DARKEST = 255
PDF = "application/pdf"
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}


class Refusal(Exception):
    """Why there is no picture: locked, damaged, too_many_pixels, no_page; of the last also how many pages there are."""


def limit_oneself() -> None:
    """Gives this process little memory and time, and takes away writing files and starting programs."""
    limits = {
        resource.RLIMIT_AS: MEMORY_BYTES,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))
    signal.alarm(WALL_SECONDS)


def drawn(source: BinaryIO, kind: str, page: int, width: int) -> tuple[dict[str, int], bytes]:
    """How many pages there are, and the picture of one as PNG, at most `width` wide."""
    pages, picture = page_of_pdf(source, page, width) if kind == PDF else picture_of(source, kind, page, width)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return {"pages": pages, "width": picture.width, "height": picture.height}, target.getvalue()


def page_of_pdf(source: BinaryIO, page: int, width: int) -> tuple[int, Any]:
    """A page as people see it, filled-in fields included; nothing in the file is run, this PDFium has no scripts."""
    import pypdfium2  # only here: pictures do without it
    from pypdfium2 import raw  # only here

    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise Refusal("locked" if locked else "damaged") from error
    if not 1 <= page <= len(document):
        raise Refusal("no_page", len(document)) if len(document) else Refusal("damaged")
    try:
        document.init_forms()
        found = document[page - 1]
        wide, tall = found.get_size()
        scale = min(width / wide, width * TALLEST / tall) if wide > 0 and tall > 0 else 0
        bitmap = found.render(scale=scale, may_draw_forms=True, rev_byteorder=True)
    except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
        raise Refusal("damaged") from error
    return len(document), bitmap.to_pil().convert("RGB")


def picture_of(source: BinaryIO, kind: str, page: int, width: int) -> tuple[int, Any]:
    """The picture decoded and painted anew on white: the pixels only, nothing else that was in the file."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # only here: pages of PDF are painted first

    Image.MAX_IMAGE_PIXELS = None  # asked below, before anything is decoded
    if page != 1:
        raise Refusal("no_page", 1)
    try:
        opened = Image.open(source, formats=(FORMATS[kind],))
        if opened.width * opened.height > MOST_PIXELS:
            raise Refusal("too_many_pixels")
        opened.draft("RGB", (width, width * TALLEST))
        seen = ImageOps.exif_transpose(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refusal("damaged") from error
    seen.thumbnail((width, width * TALLEST))
    paper = Image.new("RGB", seen.size, (DARKEST, DARKEST, DARKEST))
    paper.paste(seen, mask=seen.getchannel("A"))
    return 1, paper


def main(kind: str, page: str, width: str) -> None:
    """Writes one line of JSON and, if there is a picture, the picture."""
    limit_oneself()
    source = io.BytesIO(sys.stdin.buffer.read()) if not sys.stdin.buffer.seekable() else sys.stdin.buffer
    try:
        facts, picture = drawn(source, kind, int(page), int(width))
    except Refusal as refusal:
        facts, picture = dict(zip(("refusal", "pages"), refusal.args, strict=False)), b""
    except MemoryError:
        facts, picture = {"refusal": "too_much"}, b""  # type: ignore[dict-item]
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + picture)


if __name__ == "__main__":
    main(*sys.argv[1:])
