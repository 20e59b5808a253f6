"""Finds what may be a copy: a sample of the hashes of a text's word shingles, of which copies share many.

Method: fingerprints that are 0 modulo a number, U. Manber, "Finding similar files in a large file system" (1994). Unlike MinHash of a fixed
size, of which a text that was cut to its half keeps little, the sample of a part is a part of the sample.
"""

from __future__ import annotations

import re
from hashlib import blake2b

SHINGLE_WORDS = 5
SAMPLED = 8  # of so many hashes one is kept: a text of 60 words, cut by half, still shares some three


def copy_keys(text: str) -> tuple[int, ...]:
    """The sampled hashes of the text's shingles as signed 64-bit integers, sorted."""
    words = split_words(text)
    shingles = {" ".join(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1))}
    digests = (blake2b(shingle.encode(), digest_size=8).digest() for shingle in shingles)
    return tuple(sorted(int.from_bytes(digest, signed=True) for digest in digests if digest[-1] % SAMPLED == 0))


def split_words(text: str) -> list[str]:
    """The words that are compared: lower case, without marks."""
    return re.findall(r"\w+", text.lower())
