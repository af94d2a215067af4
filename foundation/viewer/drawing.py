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
MARK_COLOUR = (60, 72, 96)
MARK_SHADE = 46  # of 255
MARK_TURNED = 25  # degrees
MARKS_A_PAGE = 5
FONT = "Inter[opsz,wght].ttf"
COPY = "copy"
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


def drawn(source: BinaryIO, kind: str, page: int, width: int, mark: str = "") -> tuple[dict[str, int], bytes]:
    """How many pages there are, and the picture of one as PNG, at most `width` wide, with a mark all over it."""
    pages, picture = page_of_pdf(source, page, width) if kind == PDF else picture_of(source, kind, page, width)
    picture = marked(picture, mark) if mark else picture
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


def marked(picture: Any, words: str) -> Any:
    """The picture with the words across it again and again, light enough to read through."""
    from PIL import Image, ImageDraw  # only here

    size = max(picture.width // 55, 12)
    font = font_of(size)
    side = int((picture.width**2 + picture.height**2) ** 0.5) + 1
    layer = Image.new("L", (side, side), 0)
    pen, step = ImageDraw.Draw(layer), int(font.getlength(words)) + 4 * size
    for row, top in enumerate(range(0, side, 7 * size)):
        for left in range(-(row % 2) * step // 2, side, step):
            pen.text((left, top), words, fill=MARK_SHADE, font=font)
    turned = layer.rotate(MARK_TURNED)
    left, top = (side - picture.width) // 2, (side - picture.height) // 2
    shade = turned.crop((left, top, left + picture.width, top + picture.height))
    picture.paste(Image.new("RGB", picture.size, MARK_COLOUR), mask=shade)
    return picture


def font_of(size: int) -> Any:
    """The page font, which knows more letters than the one of Pillow."""
    from PIL import ImageFont  # only here

    return ImageFont.truetype(io.BytesIO(font_bytes()), size)


def font_bytes() -> bytes:
    from importlib.resources import files  # only here

    return files("fontpkg_inter").joinpath("files", FONT).read_bytes()


def stamped(source: BinaryIO, kind: str, mark: str, foot: str) -> bytes:
    """The file again with a mark on each page, and a line below it; the source stays as it is."""
    return stamped_pdf(source, mark, foot) if kind == PDF else stamped_picture(source, kind, mark)


def stamped_picture(source: BinaryIO, kind: str, mark: str) -> bytes:
    picture, target = picture_of(source, kind, 1, MOST_PIXELS)[1], io.BytesIO()
    marked(picture, mark).save(target, "JPEG" if kind == "image/jpeg" else "PNG", quality=90)
    return target.getvalue()


def stamped_pdf(source: BinaryIO, mark: str, foot: str) -> bytes:
    import pypdfium2  # only here
    from pypdfium2 import raw  # only here

    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise Refusal("locked" if locked else "damaged") from error
    for page in document:
        left, bottom, right, top = page.get_cropbox()
        for part in range(MARKS_A_PAGE):
            at = (left + (right - left) * 0.08, bottom + (top - bottom) * (part + 0.2) / MARKS_A_PAGE)
            write(document, page, mark, size=max((right - left) / 40, 8), at=at, alpha=70, turned=True)
        write(document, page, foot, size=6, at=(left + 12, bottom + 8), alpha=DARKEST)
        raw.FPDFPage_GenerateContent(page.raw)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def write(
    document: Any, page: Any, words: str, *, size: float, at: tuple[float, float], alpha: int, turned: bool = False
) -> None:
    """Words on a page of a PDF, from a point on; `turned` across it."""
    import ctypes  # only here

    from pypdfium2 import raw  # only here

    text = text_of(document, words, size)
    letters = ctypes.create_string_buffer(words.encode("utf-16-le") + b"\0\0")
    raw.FPDFText_SetText(text, ctypes.cast(letters, raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_SetFillColor(text, *MARK_COLOUR, alpha)
    cosine, sine = (0.906, 0.423) if turned else (1.0, 0.0)
    raw.FPDFPageObj_Transform(text, cosine, sine, -sine, cosine, *at)
    raw.FPDFPage_InsertObject(page.raw, text)


def text_of(document: Any, words: str, size: float) -> Any:
    """An empty text object: in a font that every reader has, or for other letters in the page font, which goes along."""
    import ctypes  # only here

    from pypdfium2 import raw  # only here

    if words.encode("cp1252", "replace").decode("cp1252") == words:
        return raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", size)
    if not hasattr(document, "page_font"):
        font = font_bytes()
        held = (ctypes.c_uint8 * len(font)).from_buffer_copy(font)
        document.page_font = raw.FPDFText_LoadFont(document.raw, held, len(font), raw.FPDF_FONT_TRUETYPE, True)
    return raw.FPDFPageObj_CreateTextObj(document.raw, document.page_font, size)


def main(kind: str, page: str, width: str, mark: str = "") -> None:
    """Writes one line of JSON and, if there is a picture, the picture. For page “copy” the whole file with a mark, whose
    foot is given in place of the width.
    """
    limit_oneself()
    source = io.BytesIO(sys.stdin.buffer.read()) if not sys.stdin.buffer.seekable() else sys.stdin.buffer
    try:
        if page == COPY:
            facts, picture = {"pages": 0}, stamped(source, kind, mark, width)
        else:
            facts, picture = drawn(source, kind, int(page), int(width), mark)
    except Refusal as refusal:
        facts, picture = dict(zip(("refusal", "pages"), refusal.args, strict=False)), b""
    except MemoryError:
        facts, picture = {"refusal": "too_much"}, b""  # type: ignore[dict-item]
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + picture)


if __name__ == "__main__":
    main(*sys.argv[1:])
