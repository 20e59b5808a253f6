"""The text of a piece of HTML that is an article's body already: its blocks as paragraphs, nothing left out but scripts."""

from __future__ import annotations

import re

from lxml import etree

from transforms.readers.markup import local_name, parse_html

BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "section", "article", "tr", "table", "pre", "figure",
    "figcaption", "hr", "header", "footer", "aside", "dd", "dt", "hl2", "body.content", "block", "q",
}  # fmt: skip
SILENT = {"script", "style", "noscript", "template", "iframe", "svg", "head", "button", "form", "media", "media-caption",
          "title"}  # fmt: skip
CELLS = {"td", "th"}
TAG = re.compile(r"</(?:p|div|h\d|li|blockquote|span|a|strong|em|b|i|figure)>|<(?:br|p|hr)\s*/?>", re.IGNORECASE)
BLOCK_TAG = re.compile(r"<(?:p|div|br|li|h\d|blockquote|section|article|table|pre)\b", re.IGNORECASE)
SHORTCODE = re.compile(r"\[/?(?:caption|gallery|embed|video|audio|playlist|vc_\w+|et_pb_\w+)\b[^\]\n]{0,500}\]")  # of WordPress
REFERENCE = re.compile(r"&(?:amp|quot|nbsp|rsquo|lsquo|ldquo|rdquo|ndash|mdash|#\d{2,5}|#x[0-9a-f]{2,4});", re.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether the text is written in HTML."""
    return bool(TAG.search(text) or REFERENCE.search(text))


def fragment_text(markup: str) -> str:
    """The text of a piece of HTML."""
    markup = SHORTCODE.sub("", markup)
    if not BLOCK_TAG.search(markup):
        markup = markup.replace("\n", "<br>")  # plain text with references or links in it: its lines are meant
    return element_text(parse_html(f"<html><body>{markup}</body></html>"))


def element_text(root: etree._Element) -> str:
    """The text below an element, a blank line between blocks."""
    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local_name(element).lower()
        silent += {"start": 1, "end": -1}[event] if name in SILENT else 0
        if name in BLOCKS or name == "br":
            pieces.append("\n" if name == "br" and event == "end" else "\n\n" if name in BLOCKS else "")
        if name in CELLS:
            pieces.append(" ")
        if silent == 0:
            said = element.text if event == "start" else element.tail if element is not root else None
            pieces.append(re.sub(r"\s+", " ", said or ""))
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
