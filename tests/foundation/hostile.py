"""Files that mean harm, and ordinary ones of each allowed kind, made on the fly."""

import io
import struct
import zipfile
import zlib

import pypdf
from PIL import Image
from pypdf.actions import JavaScript

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HTML = b"<!DOCTYPE html><html><body><script>alert(document.domain)</script></body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
GIF_AND_SCRIPT = b"GIF89a/*" + b"\x01\x00\x01\x00" + b"*/=1;alert(1)//;"


def pdf(*, password: str = "", script: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if script:
        writer.add_open_action(JavaScript(script))
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def pdf_and_html() -> bytes:
    return pdf().replace(b"\n", b"\n%<html><script>alert(1)</script></html>\n", 1)


def pdf_with_attachment() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.add_attachment("run.js", b"alert(1)")
    return written(writer)


def pdf_with_objects(objects: bytes) -> bytes:
    """A PDF whose objects lie packed in an object stream, as most writers of today do it."""
    packed = zlib.compress(objects)
    head = f"5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
    return b"%PDF-1.7\n" + head + packed + b"\nendstream\nendobj\nstartxref\n0\n%%EOF\n"


def picture(form: str, *, width: int = 40, height: int = 30) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(target, form)
    return target.getvalue()


def pixel_flood() -> bytes:
    """A PNG of 60 000 × 60 000 pixels in a hundred bytes."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    chunks = (struct.pack(">I", len(c)) + n + c + struct.pack(">I", zlib.crc32(n + c)) for n, c in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def archive(members: dict[str, bytes], *, packed: bool = True) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, content in members.items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
    return target.getvalue()


def bomb() -> bytes:
    return archive({"zeros.txt": bytes(200 * 1024 * 1024)})


def archive_of_many(count: int = 70_000) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for number in range(count):
            made.writestr(zipfile.ZipInfo(f"{number}"), b"")
    return target.getvalue()


def lying_archive() -> bytes:
    """The table of contents says three bytes, unpacking gives fifty million."""
    honest = archive({"zeros.txt": bytes(50_000_000)})
    at = honest.rindex(b"PK\x01\x02")
    return honest[: at + 24] + struct.pack("<L", 3) + honest[at + 28 :]


def symlink_archive() -> bytes:
    link = zipfile.ZipInfo("link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr(link, "/etc/passwd")
    return target.getvalue()


def locked_archive(*, in_table: bool = True) -> bytes:
    """A ZIP whose member is flagged as encrypted, in the table of contents or only in front of the bytes."""
    plain = bytearray(archive({"secret.txt": b"secret"}, packed=False))
    plain[6] |= 1
    if in_table:
        plain[plain.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(plain)


def document(folder: str, *, extra: dict[str, bytes] | None = None) -> bytes:
    """An Office Open XML file; `folder` is word, xl or ppt."""
    return archive({"[Content_Types].xml": b"<Types/>", f"{folder}/document.xml": b"<document/>"} | (extra or {}))


def entity_document() -> bytes:
    """A DOCX with an external entity."""
    attack = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><document>&e;</document>'
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": attack})


def open_document(kind: str, *, locked: bool = False) -> bytes:
    """An OpenDocument file; `kind` is text, spreadsheet or presentation."""
    manifest = b'<manifest:encryption-data manifest:checksum="x"/>' if locked else b"<manifest:manifest/>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        made.writestr("content.xml", b"<office/>")
        made.writestr("META-INF/manifest.xml", manifest)
    return target.getvalue()


def locked_office() -> bytes:
    """What Word makes of a document with a password: an OLE container with one well-known stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1500) + "EncryptedPackage".encode("utf-16-le") + bytes(1500)


def film() -> bytes:
    return struct.pack(">I", 32) + b"ftypisom\0\0\x02\0isomiso2avc1mp41" + bytes(200)


ORDINARY: dict[str, bytes] = {
    "report.pdf": pdf(),
    "console.png": picture("PNG"),
    "badge.jpg": picture("JPEG"),
    "badge.jpeg": picture("JPEG"),
    "steps.gif": picture("GIF"),
    "rack.webp": picture("WEBP"),
    "walk.mp4": film(),
    "plan.docx": document("word"),
    "register.xlsx": document("xl"),
    "slides.pptx": document("ppt"),
    "plan.odt": open_document("text"),
    "register.ods": open_document("spreadsheet"),
    "slides.odp": open_document("presentation"),
    "logs.zip": archive({"logs/a.log": b"one\n", "logs/b.log": b"two\n"}),
    "note.txt": "Türe 4 stand offen.\n".encode(),
    "wide.txt": "Türe 4 stand offen.\n".encode("utf-16"),
    "firewall.log": b"<134>Nov 20 10:00:00 fw1 \x1b[31mdenied\x1b[0m\n",
    "router.cfg": b"BM interface ge-0/0/0\n",
    "router.conf": b"hostname r1\n",
    "play.yaml": b"- hosts: all\n",
    "play.yml": b"- hosts: all\n",
    "sessions.csv": b"user;start\nomar;2026-10-01\n",
    "readme.md": b"<!-- draft -->\n# Title\n",
    "scan.json": b'{"hosts": []}\n',
    "junit.xml": b'<?xml version="1.0"?><!-- run 4 --><testsuite tests="1"/>',
    "zones.svg": SVG,
    "notice.eml": b"From: a@example.org\r\nSubject: x\r\n\r\nHello\r\n",
}
