"""Work somebody's machine must do before it is let in while many press at the door: ours to ask, ours to check.

Back, Hashcash: A Denial of Service Counter-Measure (2002), over SHA-256. A challenge is signed, so that nothing is
kept of those given out; only those that were solved are remembered, until they expire.
"""

import hmac
import secrets as chance
from hashlib import sha256

BASE_BITS = 14
"""Some sixteen thousand digests: a fifth of a second on a cheap phone, and nothing anybody notices."""
HARDER_MOST = 4
"""Bits more at most, a quarter of a million digests in all: some seconds there."""
LIVES_S = 2 * 3600
"""As long as somebody may take over a report."""
LONGEST = 200


class Proofs:
    """Gives challenges out and looks at what comes back. One per process: another one knows not what was used here."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._used: dict[str, int] = {}

    def challenge(self, bits: int, *, now: float) -> str:
        """A new challenge of so many bits."""
        body = f"1.{int(now) + LIVES_S}.{bits}.{chance.token_hex(8)}"
        return f"{body}.{self._sign(body)}"

    def worth(self, proof: str | None, *, now: float) -> int:
        """How many bits of work a proof ("challenge:counter") shows; 0 for none, one of others, or one used before."""
        if proof is None or len(proof) > LONGEST or not proof.isascii():
            return 0
        challenge, _, _ = proof.partition(":")
        body, _, signature = challenge.rpartition(".")
        if not hmac.compare_digest(self._sign(body), signature):
            return 0
        _, expires, bits, _ = body.split(".")
        if int(expires) < now or challenge in self._used or leading_zeros(proof) < int(bits):
            return 0
        self._forget(now)
        self._used[challenge] = int(expires)
        return int(bits)

    def _sign(self, body: str) -> str:
        return hmac.digest(self._key, body.encode(), sha256).hex()[:32]

    def _forget(self, now: float) -> None:
        for challenge, expires in list(self._used.items())[:2]:
            if expires < now:
                del self._used[challenge]


def leading_zeros(proof: str) -> int:
    """With how many zero bits the digest of a text begins."""
    return 256 - int.from_bytes(sha256(proof.encode()).digest()).bit_length()
