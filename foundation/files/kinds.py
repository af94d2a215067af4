"""Which kinds of file are allowed, and why: a file is judged by its content, its ending only says what to expect.

Allowed is what auditors show and what can be checked without running it. Not allowed: HTML (a page of ours could be
forged with it), programs and scripts, macro documents and the old Office formats (their macros cannot be told from
their content), and archives other than ZIP (we could see neither a password nor a bomb inside). SVG, XML and e-mail
may carry scripts: they are kept as evidence, marked as active content, and handed out as unnamed bytes only.
"""

from dataclasses import dataclass

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
GIF = "image/gif"
WEBP = "image/webp"
MP4 = "video/mp4"
ZIP = "application/zip"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODP = "application/vnd.oasis.opendocument.presentation"
OLE = "application/x-ole-storage"
TEXT = "text/plain"
CSV = "text/csv"
MARKDOWN = "text/markdown"
JSON = "application/json"
HTML = "text/html"
SVG = "image/svg+xml"
XML = "application/xml"
MAIL = "message/rfc822"
UNKNOWN = "application/octet-stream"

OPEN_XML = {DOCX, XLSX, PPTX}
OPEN_DOCUMENT = {ODT, ODS, ODP}
ARCHIVES = {ZIP} | OPEN_XML | OPEN_DOCUMENT
PICTURES = {PNG, JPEG, GIF, WEBP}
PLAIN = {TEXT, XML}


@dataclass(frozen=True)
class Kind:
    """What a file with one of the endings may contain; `named` is the type recorded where the content is plain text."""

    endings: tuple[str, ...]
    contents: frozenset[str]
    named: str = TEXT


def kind(*endings: str, contents: set[str], named: str = TEXT) -> Kind:
    return Kind(endings, frozenset(contents), named)


KINDS = (
    kind("pdf", contents={PDF}),
    kind("png", contents={PNG}),
    kind("jpg", "jpeg", contents={JPEG}),
    kind("gif", contents={GIF}),
    kind("webp", contents={WEBP}),
    kind("mp4", contents={MP4}),
    kind("docx", contents={DOCX}),
    kind("xlsx", contents={XLSX}),
    kind("pptx", contents={PPTX}),
    kind("odt", contents={ODT}),
    kind("ods", contents={ODS}),
    kind("odp", contents={ODP}),
    kind("zip", contents=ARCHIVES),
    kind("txt", "log", "cfg", "conf", "yaml", "yml", contents=PLAIN),
    kind("csv", contents=PLAIN, named=CSV),
    kind("md", contents=PLAIN, named=MARKDOWN),
    kind("json", contents={TEXT}, named=JSON),
    kind("xml", contents={XML}),
    kind("svg", contents={SVG}),
    kind("eml", contents={TEXT}, named=MAIL),
)
BY_ENDING = {ending: each for each in KINDS for ending in each.endings}
ALLOWED_ENDINGS = tuple(BY_ENDING)

# Handed out under their own type; all others as bytes without a name (downloads.py).
SERVED_BY_NAME = ARCHIVES | PICTURES | {PDF, MP4, TEXT, CSV, MARKDOWN, JSON}
