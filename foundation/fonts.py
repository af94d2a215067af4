"""The page font: Inter, cut at set-up from the wheel's variable font to the letters pages need."""

import os
import tempfile
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path

FOLDER = "foundation/fonts"
STYLESHEET = f"{FOLDER}/inter.css"
OPTICAL_SIZE = 14  # the size of body text; the axis itself would double the file
FEATURES = ("calt", "ccmp", "cv05", "cv08", "kern", "locl", "mark", "mkmk", "ss03", "tnum", "zero")
SUBSETS = {
    "latin": "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
    "U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,U+2260,U+2264-2265,U+FEFF,U+FFFD",
    "latin-ext": "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,"
    "U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2C60-2C7F,U+A720-A7FF",
}
FACE = """@font-face {{
  font-family: "Inter Variable";
  src: url("{file}") format("woff2");
  font-weight: 100 900;
  font-display: swap;
  unicode-range: {ranges};
}}
"""


def ensure_fonts(folder: Path) -> Path:
    """The stylesheet of the page font under the static `folder`, cut on the first call (some seconds), else as it is.

    Returns `folder`/foundation/fonts/inter.css. Two starts at once do each other no harm.
    """
    place = folder / FOLDER
    names = {subset: f"inter-{version('fontpkg-inter')}-{subset}.woff2" for subset in SUBSETS}
    sheet = "".join(
        FACE.format(file=names[subset], ranges=ranges.replace(",", ", ")) for subset, ranges in SUBSETS.items()
    )
    stylesheet = folder / STYLESHEET
    present = all((place / name).exists() for name in names.values())
    if present and stylesheet.exists() and stylesheet.read_text() == sheet:
        return stylesheet
    place.mkdir(parents=True, exist_ok=True)
    for subset, name in names.items():
        _cut(SUBSETS[subset], place / name)
    _write(stylesheet, sheet.encode())
    return stylesheet


def _cut(ranges: str, target: Path) -> None:
    """Write the letters in `ranges` of the wheel's font to `target` as woff2."""
    from fontTools import subset  # heavy, and needed once per installation
    from fontTools.varLib import instancer  # as above

    options = subset.Options(flavor="woff2", layout_features=list(FEATURES), notdef_outline=True, hinting=False)
    with as_file(files("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf") as source:
        font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(ranges.replace("U+", "")))
    cutter.subset(font)
    instancer.instantiateVariableFont(font, {"opsz": OPTICAL_SIZE}, inplace=True)
    with tempfile.NamedTemporaryFile(suffix=".woff2") as cut:
        subset.save_font(font, cut.name, options)
        _write(target, Path(cut.name).read_bytes())


def _write(target: Path, content: bytes) -> None:
    """Put `content` in place at once, so that no reader meets half a file."""
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as draft:
        draft.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(target)
