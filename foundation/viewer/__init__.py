"""What a stored file looks like, shown without running anything of it: pictures of pages, or lines of text.

A page is drawn by a program of its own with little memory and time (drawing.py), kept for a while on a shelf
(shelf.py) and handed out as a picture of ours; text is read in pieces (reading.py). Of every other kind the viewer says
why there is nothing to see. Why it is built so: docs/adr/0120-page-images.md.
"""

from foundation.viewer.pages import DRAWN, NARROW, ORDINARY, WIDE, Drawn, copy, draw
from foundation.viewer.reading import Lines, read_lines
from foundation.viewer.refusals import NotShown
from foundation.viewer.serving import serve_page
from foundation.viewer.shelf import forget, tidy
from foundation.viewer.sight import Sight, sight_of

__all__ = [
    "DRAWN",
    "NARROW",
    "ORDINARY",
    "WIDE",
    "Drawn",
    "Lines",
    "NotShown",
    "Sight",
    "copy",
    "draw",
    "forget",
    "read_lines",
    "serve_page",
    "sight_of",
    "tidy",
]
