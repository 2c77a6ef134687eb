"""What staff show beside a password: a passkey, a code by the clock, a recovery code."""
