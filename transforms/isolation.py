"""What to read again after a process was lost, and in which pieces, so that what killed it is found and the rest gets through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

WORKER_LOST = 2  # what the loss of a worker counts
RUN_LOST = 1  # what the loss of a whole run counts: killed by hand or by a power cut, which are seldom the article's fault
TOO_MANY = 6  # after three workers, or six runs, that were lost at the same item it is given up


class Piece(NamedTuple):
    """What is read next: positions in what was read before, and what the losses at them count so far."""

    items: tuple[int, ...]
    losses: int


def pieces(count: int, losses: int, at: Sequence[int], loss: int) -> list[Piece]:
    """The `count` items in pieces to be read again; none when the only one is to be given up.

    `at` are the items that were being read when the process was lost, after `losses` before. Those that were not are read by
    themselves and first. From its first loss on, a piece is to be read item by item, so that the next loss names one alone.
    """
    everything = tuple(range(count))
    if not at:  # it died before it began, or after all were read: no item's fault
        return [Piece(everything, losses)]
    others = tuple(item for item in everything if item not in set(at))
    if others:
        return [Piece(others, 0), Piece(tuple(at), losses + loss)]
    if count == 1 and losses + loss >= TOO_MANY:
        return []
    return [Piece(everything, losses + loss)]
