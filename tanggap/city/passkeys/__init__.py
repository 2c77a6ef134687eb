"""Passkeys: a key that stays in its owner's device and signs what we ask, only for this very site."""
