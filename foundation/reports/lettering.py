"""Which characters the fonts can show, and text in which every other one stands as its code point.

PDF/A allows no character without a picture of it: one emoji in a finding would stop the whole report.
"""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fontpkg_inter
from django.conf import settings

if TYPE_CHECKING:
    import typst

# The last two come with typst: Hebrew, Armenian, Arabic and symbols, plainly but readably.
EMBEDDED = ("Libertinus Serif", "DejaVu Sans Mono")
UNBROKEN = re.compile(r"\S{32,}")
HASH = re.compile("[0-9a-f]{64}")
PIECE = 16  # characters after which a word without end may be broken
PROBE = b"#set text(font: json(bytes(sys.inputs.fonts)), fallback: false)\n#json(bytes(sys.inputs.text))"
# Marks that change the direction of what follows: they make “gpj.exe” read “exe.jpg”.
OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def font_folders() -> tuple[str, ...]:
    """Inter from its wheel, and the folders of fonts that the installation adds (REPORT_FONTS)."""
    return (str(Path(fontpkg_inter.__file__).parent / "files"), *settings.REPORT_FONTS)


@lru_cache(maxsize=4)
def fonts_in(folders: tuple[str, ...]) -> "typst.Fonts":
    """The fonts of the folders and those that come with typst; never those of the machine."""
    import typst  # only here and below: a process that sets no paper keeps its memory

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=list(folders))


@lru_cache(maxsize=4)
def families_in(folders: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the fonts to take letters from; the first that has one wins."""
    import typst  # only here

    added = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)).families()
    return ("Inter", *sorted(set(added) - {"Inter"}), *EMBEDDED)


@lru_cache(maxsize=20_000)
def can_show(text: str, folders: tuple[str, ...]) -> bool:
    """Whether the fonts have every character of the text; a millisecond the first time."""
    import typst  # only here

    inputs = {"text": json.dumps(text), "fonts": json.dumps(families_in(folders))}
    try:
        typst.compile(PROBE, sys_inputs=inputs, font_paths=fonts_in(folders), pdf_standards="a-2a")
    except typst.TypstError:
        return False
    return True


def printable(text: str) -> str:
    """The text as the fonts can show it: composed, without invisible characters, breakable, in lines.

    What no font has and what would turn the direction of the text stands as [U+1F600], so nothing is lost silently.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    folders = font_folders()
    known = {character: shown(character, folders) for character in set(composed)}
    return UNBROKEN.sub(breakable, "".join(known[character] for character in composed))


def shown(character: str, folders: tuple[str, ...]) -> str:
    if character == "\n" or (character.isascii() and character.isprintable()):
        return character
    if character in OVERRIDES or unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
        return f"[U+{ord(character):04X}]"
    if unicodedata.category(character) == "Cf":
        return ""
    if unicodedata.category(character) in {"Zs", "Zl", "Zp"}:
        return " "
    return character if can_show(character, folders) else f"[U+{ord(character):04X}]"


def breakable(match: re.Match[str]) -> str:
    """A word without end with invisible places to break it; nothing runs off the page."""
    word = match.group()
    if HASH.fullmatch(word):  # it fits, and people copy it
        return word
    return "\u200b".join(word[start : start + PIECE] for start in range(0, len(word), PIECE))


def printable_all(value: Any) -> Any:
    """printable() for every text in a structure of JSON."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: printable_all(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable_all(inner) for inner in value]
    return value
