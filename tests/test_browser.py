"""The pages in a real browser: readable in light and dark, on a phone and on paper, accessible, and quiet on the network."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from warehouse.home import Home
from warehouse.pages.articles import article_page, find
from warehouse.pages.brief import brief
from warehouse.reading import open_published

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
)
SIZES = {"desk": (1100, 900), "phone": (390, 844)}

pytestmark = pytest.mark.skipif(not CHROMIUM and not os.environ.get("CI"), reason="needs Chromium on the PATH: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture(scope="module")
def pages(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    with open_published(Home(sample_home)) as db:
        made = {"brief": brief(db, date(2026, 5, 14), 7).html, "article": article_page(db, find(db, "Vienna"))}
    for name, html in made.items():
        (folder / f"{name}.html").write_text(html)
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.parametrize(
    ("name", "colours", "size"),
    [("brief", "light", "desk"), ("brief", "dark", "phone"), ("article", "dark", "desk"), ("article", "light", "phone")],
)
def test_a_page_is_accessible_fits_and_asks_nobody(name: str, colours: str, size: str, pages: dict[str, Path], browser: Browser) -> None:
    page = opened(browser, pages[name], colours, size)
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    page.close()


def opened(browser: Browser, path: Path, colours: str, size: str) -> Page:
    """The page; fails where it asks for anything but itself or complains."""
    width, height = SIZES[size]
    page = browser.new_page(color_scheme="dark" if colours == "dark" else "light", viewport={"width": width, "height": height})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.goto(path.as_uri())
    page.wait_for_load_state("networkidle")
    assert asked == [path.as_uri()]
    return page


def test_a_link_of_the_brief_shows_the_marked_words(pages: dict[str, Path], browser: Browser) -> None:
    page = opened(browser, pages["brief"], "light", "desk")
    fact = page.locator("#quotes ~ ul li", has_text="This is a pause, not a peace")
    fact.locator("a").click()
    words = page.locator(".begins:target + mark")
    assert words.inner_text() == "This is a pause, not a peace"
    assert words.evaluate("element => { const box = element.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }")
    assert "Étienne Marchand" in (words.get_attribute("title") or "")
    page.close()


def test_dark_is_dark_and_paper_is_white(pages: dict[str, Path], browser: Browser) -> None:
    def brightness(page: Page) -> float:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3

    page = opened(browser, pages["brief"], "dark", "desk")
    assert brightness(page) < 60
    page.emulate_media(media="print", color_scheme="dark")
    assert brightness(page) == 255
    assert not page.locator(".articles").is_visible()
    assert page.locator("#measures").is_visible()
    page.close()


def test_a_picture_of_the_brief_has_its_charts(pages: dict[str, Path], browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, pages["brief"], "light", "desk")
    assert page.locator("svg").count() == 3
    boxes = [box for shape in page.locator("svg rect").all() if (box := shape.bounding_box())]
    assert len(boxes) > 30
    assert all(box["width"] > 0 and box["height"] > 0 for box in boxes)
    page.screenshot(path=tmp_path / "brief.png", full_page=True)
    assert (tmp_path / "brief.png").stat().st_size > 50_000
    page.close()
