"""The name a file came with: kept for people to read, never used as a path."""

import re
import unicodedata

LONGEST = 255
NAMELESS = "file"


def readable_name(name: str) -> str:
    """The last part of `name`, composed (NFC), on one line, without invisible characters, at most 255 long.

    Control and format characters go: a right-to-left override makes "gpj.exe" read "exe.jpg". The ending stays.
    """
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(" " if character.isspace() else character for character in last)
    visible = "".join(character for character in visible if not unicodedata.category(character).startswith("C"))
    composed = " ".join(unicodedata.normalize("NFC", visible).split())
    if composed.strip(". ") == "":
        return NAMELESS
    return shortened(composed)


def shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 20:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"


def ending_of(name: str) -> str:
    """What follows the last dot, in small letters; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
