"""PDFs with pages to look at, and PDFs and pictures that are to break whoever draws them."""

import io
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pypdf

from foundation.reports import typeset

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
TEMPLATE = """#import "house.typ": *
#show: paper
#for words in content.pages { block(words); pagebreak(weak: true) }
"""


def report(folder: Path, *pages: str) -> bytes:
    """A paper of the house with a page for each text."""
    template = folder / "pages.typ"
    template.write_text(TEMPLATE)
    said = {"head": {"left": "Recorder", "right": "Internal"}, "author": "Samir", "watermark": ""}
    foot = {"left": "", "pages": "Page {page} of {pages}", "below": ""}
    return typeset(template, {"title": "Recorder test", "pages": list(pages), "foot": foot} | said, at=AT)


def blank(width: float, height: float) -> bytes:
    """One empty page of a size in points."""
    writer, target = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=width, height=height)
    writer.write(target)
    return target.getvalue()


def page_with_a_picture(side: int) -> bytes:
    """A page that shows one grey picture of side × side pixels, packed into next to nothing."""
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(bytes(side)) for _row in range(side)), packer.flush()])
    kind = f"<< /Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace /DeviceGray"
    head = f"{kind} /BitsPerComponent 8 /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
    return one_page(b"q 600 0 0 800 0 0 cm /F Do Q", head + packed + b"\nendstream")


def page_that_takes_for_ever(depth: int = 12, each: int = 20) -> bytes:
    """A page that shows a form twenty times, which shows another one twenty times, and so on."""
    forms = []
    for level in range(depth):
        drawn = b"0 0 600 800 re f " if level == depth - 1 else b"/F Do "
        inner = b"<< >>" if level == depth - 1 else b"<< /XObject << /F %d 0 R >> >>" % (6 + level)
        body = drawn * each
        facts = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources %b /Length %d >>" % (inner, len(body))
        forms.append(facts + b"\nstream\n" + body + b"\nendstream")
    return one_page(b"/F Do " * each, *forms)


def one_page(drawn: bytes, *more: bytes) -> bytes:
    """A PDF of one page; `more` are objects from 5 on, the first of which the page calls F."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n" % len(drawn) + drawn + b"\nendstream",
        *more,
    ]
    made, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail
