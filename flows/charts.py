"""Small charts for a page that loads nothing from outside: SVG inside the address of a picture."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH, HEIGHT, LABEL_HEIGHT = 640, 120, 18  # pixels
PALE, STRONG = "#9db7d5", "#1860f2"  # the runs before, and this one


class Bar(NamedTuple):
    """A bar of a chart, and what stands under it."""

    label: str
    value: float


def bar_chart(title: str, bars: Sequence[Bar]) -> str:
    """The bars as a picture in markdown, the last one strong, each with its number."""
    return f"![{title}](data:image/svg+xml;base64,{b64encode(_svg(title, bars).encode()).decode()})"


def _svg(title: str, bars: Sequence[Bar]) -> str:
    step = WIDTH / max(len(bars), 1)
    highest = max((bar.value for bar in bars), default=0) or 1
    room = HEIGHT - 2 * LABEL_HEIGHT
    drawn = []
    for position, bar in enumerate(bars):
        height = room * bar.value / highest
        middle, top = step * (position + 0.5), LABEL_HEIGHT + room - height
        color = STRONG if position == len(bars) - 1 else PALE
        drawn.append(
            f'<rect x="{step * position + 2:.1f}" y="{top:.1f}" width="{step - 4:.1f}" height="{height:.1f}" fill="{color}"/>'
            f'<text x="{middle:.1f}" y="{top - 4:.1f}">{bar.value:,.0f}</text>'
            f'<text x="{middle:.1f}" y="{HEIGHT - 5}">{escape(bar.label)}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{escape(title)}"'
        f' font-family="sans-serif" font-size="11" text-anchor="middle" fill="#888">{"".join(drawn)}</svg>'
    )
