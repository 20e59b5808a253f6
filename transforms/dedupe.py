"""Finds copies: a MinHash signature of each text, and the band keys that near copies share.

Method: A. Broder, "On the resemblance and containment of documents" (1997), with banding as in Leskovec, Rajaraman,
Ullman, "Mining of Massive Datasets", ch. 3. Shingles are five words, lower-cased; 64 permutations in 16 bands of 4 find
98 % of the pairs that share 70 % of their shingles; `warehouse/resolve.py` then keeps those above its threshold.
"""

from __future__ import annotations

import re

from datasketch import MinHash

from transforms.ids import content_id

PERMUTATIONS = 64
BANDS = 16
SHINGLE_WORDS = 5


def signature(text: str) -> tuple[int, ...]:
    """The MinHash of the text's word shingles."""
    words = re.findall(r"\w+", text.lower())
    shingles = {" ".join(words[i : i + SHINGLE_WORDS]) for i in range(max(1, len(words) - SHINGLE_WORDS + 1))}
    minhash = MinHash(num_perm=PERMUTATIONS, seed=1)
    minhash.update_batch([shingle.encode() for shingle in sorted(shingles)])
    return tuple(int(value) for value in minhash.hashvalues)


def copy_keys(minhash: tuple[int, ...]) -> tuple[str, ...]:
    """One key a band: two texts that share a key may be copies."""
    rows = PERMUTATIONS // BANDS
    return tuple(content_id(band, *minhash[band * rows : (band + 1) * rows])[:16] for band in range(BANDS))
