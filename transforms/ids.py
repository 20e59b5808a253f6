"""Content hashes as ids: the same input gives the same id on any machine, in any order, with any batch size."""

from __future__ import annotations

from hashlib import blake2b


def content_id(*parts: object) -> str:
    """32 hex digits that depend on the parts and their order alone (BLAKE2b, 128 bits)."""
    encoded = [str(part).encode("utf-8", "surrogatepass") for part in parts]
    with_lengths = [len(part).to_bytes(8, "big") + part for part in encoded]  # so that ("ab", "c") and ("a", "bc") differ
    return blake2b(b"".join(with_lengths), digest_size=16).hexdigest()
