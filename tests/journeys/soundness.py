"""Whether a page holds for everybody: no accessibility violation, light and dark, large and small, no sideways scroll."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that a theme can change
AXE = Axe()
LARGE = {"width": 1440, "height": 900}
TABLET = {"width": 1024, "height": 768}
SMALL = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 640}
BOTH = {"light": RULES, "dark": COLOURS}
SEEN = ((LARGE, BOTH), (SMALL, BOTH), (TABLET, {"light": RULES}), (SMALLEST, {}))


def sound(page: Page) -> None:
    """Asserts it for the page as it is now; leaves it large and light."""
    page.wait_for_load_state()  # a page can be read before the last of its styles is there
    faults: list[str] = []
    for size, themes in SEEN:
        page.set_viewport_size(size)
        for theme, rules in themes.items():
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            faults += [f"{size['width']} px, {theme}: {fault}" for fault in violations(page, rules)]
        faults += sideways(page)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    page.set_viewport_size(LARGE)
    assert faults == [], f"{page.url}\n" + "\n".join(faults)


def violations(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe finds, one line per element."""
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    if page.evaluate("typeof window.axe === 'undefined'"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{fault['id']}: {' '.join(map(str, node['target']))} {node['html'][:160]} ({node.get('failureSummary', '')})"
        for fault in found
        for node in fault["nodes"]
    ]


REACHING = """wide => [...document.querySelectorAll("body *")]
    .filter(one => Math.abs(one.getBoundingClientRect().right + scrollX - wide) < 2)
    .slice(-3).map(one => one.outerHTML.slice(0, 120)).join(" | ")"""


def sideways(page: Page) -> list[str]:
    """Whether the page is wider than the window, with the innermost elements that reach as far."""
    width = page.viewport_size["width"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return (
        [f"{width} px: the page scrolls sideways to {wide} px: {page.evaluate(REACHING, wide)}"] if wide > width else []
    )


__all__ = ["LARGE", "SMALL", "sound"]
