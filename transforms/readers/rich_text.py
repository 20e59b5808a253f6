"""The text of an article that an editor keeps as a tree of nodes: Contentful, Sanity's Portable Text, Editor.js, ProseMirror, Lexical."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from transforms.readers.fragments import fragment_text, is_markup

INNER = ("content", "children", "blocks", "nodes", "items", "data", "root", "document")  # what holds further nodes
SAID = ("text", "value")
INLINE = ("text", "span", "link", "hyperlink", "mark", "strong", "em", "autolink")  # types of nodes that begin no line
MAX_DEPTH = 60


def rich_text(tree: object) -> str:
    """The blocks as paragraphs; empty where the tree holds no text."""
    lines = (" ".join(line.split()) for line in "".join(_pieces(tree, MAX_DEPTH)).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _pieces(node: object, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(node, list):
        for part in node:
            yield from _pieces(part, depth - 1)
    elif isinstance(node, Mapping):
        is_block = not str(node.get("type") or node.get("nodeType") or node.get("_type") or "").lower().startswith(INLINE)
        yield "\n" if is_block else ""
        yield from (_plain(node[name]) for name in SAID if isinstance(node.get(name), str))
        for name in INNER:
            yield from _pieces(node.get(name), depth - 1)
        yield "\n" if is_block else ""


def _plain(said: str) -> str:
    return fragment_text(said) if is_markup(said) else said
