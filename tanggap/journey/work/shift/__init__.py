"""A shift without a signal: what officers did there arrives later, once each, with the time it was done."""
