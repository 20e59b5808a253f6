"""Content hashes as ids: the same input gives the same id on any machine, in any order, with any batch size."""

from __future__ import annotations

from hashlib import blake2b


def content_id(*parts: object) -> str:
    """32 hex digits that depend on the parts and their order alone (BLAKE2b, 128 bits)."""
    digest = blake2b(digest_size=16)
    for part in parts:
        encoded = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))  # so that ("ab", "c") and ("a", "bc") differ
        digest.update(encoded)
    return digest.hexdigest()
