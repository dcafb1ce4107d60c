"""Was this body signed with our secret? Pure."""

import hmac

METHODS = ("sha512", "sha384", "sha256", "sha1")
"""What the standard names. SHA-1 is broken for signatures, not as an HMAC, and a large public hub knows no other."""

HEADER = "X-Hub-Signature"


def is_signed(body: bytes, header: str | None, secret: str) -> bool:
    """Say whether the header, `method=hexadecimal digits`, is right for this body; in constant time."""
    method, separator, digits = (header or "").strip().partition("=")
    if not separator or method.lower() not in METHODS:
        return False
    try:
        claimed = bytes.fromhex(digits)
    except ValueError:
        return False
    return hmac.compare_digest(claimed, hmac.digest(secret.encode(), body, method.lower()))


def sign(body: bytes, secret: str, method: str = "sha256") -> str:
    """Word the header for a body, as a hub does."""
    return f"{method}={hmac.digest(secret.encode(), body, method).hex()}"
