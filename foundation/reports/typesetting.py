"""Makes a PDF from a template and data: tagged, PDF/A-2a and PDF/UA-1, fonts inside, the same bytes for the same data.

What people typed travels as JSON and is only ever shown as text; the compiler sees a folder with two templates of ours
and nothing else: no other file, no package, no network, no font of the machine.
"""

import json
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from foundation.reports.lettering import families_in, font_folders, fonts_in, printable_all

HOUSE = Path(__file__).parent / "house.typ"


def typeset(template: Path, content: dict[str, Any], *, at: datetime) -> bytes:
    """The PDF; `template` begins with `#import "house.typ": *` and reads what `content` holds as `content`.

    `content` needs `title`; `at` is the moment the paper speaks of, which is also the one in its metadata.
    """
    import typst  # only here: a process that sets no paper keeps its memory

    folders = font_folders()
    told = printable_all(content) | {
        "language": (get_language() or "en").partition("-")[0],
        "fonts": families_in(folders),
    }
    with tempfile.TemporaryDirectory(prefix="attest-report-") as name:
        folder = Path(name)
        shutil.copyfile(HOUSE, folder / "house.typ")
        shutil.copyfile(template, folder / "main.typ")
        made = typst.compile(
            folder / "main.typ",
            root=folder,
            sys_inputs={"content": json.dumps(told, ensure_ascii=False)},
            font_paths=fonts_in(folders),
            ignore_system_fonts=True,
            package_path=folder,
            package_cache_path=folder,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(at.timestamp()),
        )
    if not isinstance(made, bytes):
        raise TypeError("The compiler gave pages instead of one PDF.")
    return made
