"""Pictures for the pages of courses: steps from top to bottom, each in a box, with an arrow to the next."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageDraw

WIDTH, BOX, GAP, MARGIN = 1080, 132, 62, 48  # pixels
PAPER, INK, LINE, TINT, ACCENT = "#ffffff", "#161b2d", "#2f45b8", "#eef0fb", "#2f45b8"


def steps(words: Sequence[str]) -> bytes:
    """A PNG with a numbered box for each step; the same bytes for the same words."""
    from PIL import Image, ImageDraw, ImageFont  # only here: nobody needs them who loads no demonstration

    height = 2 * MARGIN + len(words) * BOX + (len(words) - 1) * GAP
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(picture)
    figure, text = ImageFont.load_default(size=44), ImageFont.load_default(size=46)
    for number, word in enumerate(words, start=1):
        top = MARGIN + (number - 1) * (BOX + GAP)
        pen.rounded_rectangle((MARGIN, top, WIDTH - MARGIN, top + BOX), radius=22, fill=TINT, outline=LINE, width=4)
        pen.ellipse((MARGIN + 30, top + 30, MARGIN + 102, top + 102), fill=ACCENT)
        pen.text((MARGIN + 66, top + 66), str(number), font=figure, fill=PAPER, anchor="mm")
        pen.text((MARGIN + 140, top + 66), word, font=text, fill=INK, anchor="lm")
        if number < len(words):
            _arrow(pen, top + BOX)
    stream = BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _arrow(pen: "ImageDraw.ImageDraw", top: int) -> None:
    middle, end = WIDTH // 2, top + GAP - 8
    pen.line((middle, top + 6, middle, end - 14), fill=LINE, width=6)
    pen.polygon(((middle - 18, end - 20), (middle + 18, end - 20), (middle, end)), fill=LINE)
