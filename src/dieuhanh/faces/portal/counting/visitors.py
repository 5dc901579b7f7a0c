"""A visitor as a number: a keyed hash of the address and the browser's words. The address itself goes no further than this function."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from dieuhanh.faces.portal.counting.agents import LONGEST


def visitor(meta: Mapping[str, Any], salt: bytes, hops: int) -> int:
    words = address(meta, hops) + b"\n" + meta.get("HTTP_USER_AGENT", "").encode("utf-8", "replace")[:LONGEST]
    return int.from_bytes(blake2b(words, key=salt, digest_size=8).digest(), "big", signed=True)


def address(meta: Mapping[str, Any], hops: int) -> bytes:
    """Of the client, where `hops` proxies of ours stand before the server: each adds the address it was asked from at the right of the
    header; what stands further left anyone can write. Of IPv6 the network: a house changes the rest by itself."""
    found = str(meta.get("REMOTE_ADDR", ""))
    if hops:
        forwarded = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        found = forwarded[-hops].strip() if len(forwarded) >= hops else found
    if ":" not in found:
        return found[:64].encode("utf-8", "replace")
    try:
        parsed = ipaddress.IPv6Address(found.strip("[]").split("%")[0])
    except ValueError:
        return found[:64].encode("utf-8", "replace")
    return str(parsed.ipv4_mapped).encode() if parsed.ipv4_mapped else parsed.packed[:8]
