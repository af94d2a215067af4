"""Small real files made on the fly: a PDF with lines of text, and a picture like a screenshot of a register."""

import struct
import textwrap
import zlib
from collections.abc import Iterable
from random import Random

WIDTH, HEIGHT = 640, 400  # pixels of a picture
PAGE = (595, 842)  # A4 in points
Colour = tuple[int, int, int]
INK, PAPER, LINE, HEAD, SHADE = (58, 66, 80), (255, 255, 255), (214, 220, 228), (31, 78, 121), (243, 246, 249)
MARKS: tuple[Colour, ...] = ((46, 125, 90), (196, 139, 30), (178, 58, 58), (90, 120, 160))


def pdf(title: str, lines: Iterable[str], *, foot: str = "") -> bytes:
    """One A4 page with a title, the lines wrapped below it, and a foot line."""
    body = [part for line in lines for part in (textwrap.wrap(line, 84) or [""])]
    wrapped = textwrap.wrap(title, 46)
    drawn = [f"BT /F2 18 Tf 22 TL 64 762 Td {' '.join(f'({_escaped(line)}) Tj T*' for line in wrapped)} ET"]
    top = 762 - 22 * len(wrapped) - 14
    drawn.append(f"0.6 w 0.75 G 64 {top + 12} m 531 {top + 12} l S")
    drawn.append(f"BT /F1 11 Tf 17 TL 64 {top - 10} Td {' '.join(f'({_escaped(line)}) Tj T*' for line in body)} ET")
    drawn.append(f"BT /F1 8 Tf 64 40 Td ({_escaped(foot)}) Tj ET")
    return _pdf_file("\n".join(drawn).encode("cp1252", "replace"), title)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _pdf_file(drawn: bytes, title: str) -> bytes:
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Contents 6 0 R "
        "/Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page.encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        f"<< /Title ({_escaped(title)}) /Producer (Meridane Networks) >>".encode("cp1252", "replace"),
    ]
    return _numbered(objects)


def _numbered(objects: list[bytes]) -> bytes:
    """The objects with the table of where each begins; the first is the catalogue, the last says what the file is."""
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, size - 1, start)
    return bytes(out)


class Canvas:
    """A picture of plain rectangles."""

    def __init__(self) -> None:
        self.rows = [bytearray(bytes(PAPER) * WIDTH) for _row in range(HEIGHT)]

    def fill(self, left: int, top: int, width: int, height: int, colour: Colour) -> None:
        strip = bytes(colour) * min(width, WIDTH - left)
        for row in self.rows[top : top + height]:
            row[3 * left : 3 * left + len(strip)] = strip

    def png(self) -> bytes:
        raw = zlib.compress(b"".join(b"\0" + bytes(row) for row in self.rows), 9)
        head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", raw) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(seed: str) -> bytes:
    """A screenshot-like register: heading, columns, rows with a coloured mark and a bar; the same for the same seed."""
    chance, canvas = Random(seed), Canvas()  # noqa: S311 - a picture, not a secret
    canvas.fill(0, 0, WIDTH, 44, HEAD)
    canvas.fill(20, 16, 150 + chance.randrange(120), 12, PAPER)
    canvas.fill(20, 62, 90, 8, INK)
    canvas.fill(20, 80, WIDTH - 40, 2, LINE)
    for number in range(10):
        top = 92 + number * 29
        if number % 2:
            canvas.fill(20, top - 6, WIDTH - 40, 28, SHADE)
        for column, widest in ((28, 60), (110, 110), (250, 80)):
            canvas.fill(column, top + 4, widest // 2 + chance.randrange(widest // 2), 7, INK)
        canvas.fill(368, top + 2, 11, 11, MARKS[min(chance.randrange(7), 3) if number > 2 else 0])
        canvas.fill(400, top + 3, 200, 9, LINE)
        canvas.fill(400, top + 3, 40 + chance.randrange(160), 9, MARKS[3])
    return canvas.png()
