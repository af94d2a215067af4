"""Plain text: whether a file is text at all, and which markup it begins with."""

import codecs
import re
from pathlib import Path

from foundation.files import kinds

BLOCK_BYTES = 1024 * 1024
HEAD_CHARACTERS = 16 * 1024
BLANK = "\ufeff \t\r\n\f"
# What a browser's sniffer takes for binary data; the escape character stays, logs colour their lines with it.
NOT_IN_TEXT = bytes({*range(0x20)} - {*b"\t\n\f\r\x1b"})
HTML_START = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|script|iframe|style|title|table|div|font|br|h1|p|a|b)[\s/>]", re.IGNORECASE
)
ELEMENT = re.compile(r"<(?:[\w.-]{1,64}:)?([A-Za-z_][\w.-]{0,63})[\s/>]")
XHTML = "http://www.w3.org/1999/xhtml"
MAIL_HEADER = re.compile(r"[!-9;-~]{1,77}:[ \t]?[^\r\n]{0,998}\r?\n")


def flavour(path: Path) -> str | None:
    """text/html, image/svg+xml, application/xml or text/plain; None where it is not UTF-8 or UTF-16 text."""
    head = readable_head(path)
    return None if head is None else markup_of(head)


def readable_head(path: Path) -> str | None:
    """The beginning of the text, after every byte of the file was decoded."""
    head = ""
    with path.open("rb") as stream:
        block = stream.read(BLOCK_BYTES)
        decoder = codecs.getincrementaldecoder(encoding_of(block))()
        while True:
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError:
                return None
            if holds_controls(text):
                return None
            head += text[: HEAD_CHARACTERS - len(head)]
            if not block:
                return head
            block = stream.read(BLOCK_BYTES)


def holds_controls(text: str) -> bool:
    encoded = text.encode("utf-8", "surrogatepass")
    return len(encoded.translate(None, NOT_IN_TEXT)) < len(encoded)


def encoding_of(beginning: bytes) -> str:
    """UTF-16 is told by its mark, everything else must be UTF-8."""
    return "utf-16" if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def markup_of(head: str) -> str:
    start = after_prolog(head)
    if HTML_START.match(start) or XHTML in head:
        return kinds.HTML
    root = ELEMENT.match(start)
    if root is None:
        return kinds.XML if head.lstrip(BLANK).startswith("<?xml") else kinds.TEXT
    return {"html": kinds.HTML, "svg": kinds.SVG}.get(root[1].lower(), kinds.XML)


def after_prolog(head: str) -> str:
    """The text from its first element on: blanks, comments, processing instructions and an XML doctype are left out."""
    rest = head.lstrip(BLANK)
    while True:
        if rest.startswith("<!--"):
            rest = after(rest, "-->")
        elif rest.startswith("<?"):
            rest = after(rest, "?>")
        elif rest[:9].lower() == "<!doctype" and not HTML_START.match(rest):
            rest = after_doctype(rest)
        else:
            return rest


def after_doctype(rest: str) -> str:
    subset, close = rest.find("["), rest.find(">")
    return after(after(rest, "]") if 0 <= subset < close else rest, ">")


def after(rest: str, mark: str) -> str:
    _, found, following = rest.partition(mark)
    return following.lstrip(BLANK) if found else ""


def begins_like_mail(path: Path) -> bool:
    return MAIL_HEADER.match(readable_head(path) or "") is not None


def begins_like_json(path: Path) -> bool:
    return (readable_head(path) or "").lstrip(BLANK)[:1] in set('{["-0123456789tfn')
