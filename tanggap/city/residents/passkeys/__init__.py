"""Passkeys: a key that stays in a resident's device and signs what we ask, only for this very site."""
