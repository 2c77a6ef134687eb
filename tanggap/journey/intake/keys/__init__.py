"""Idempotency keys as a reporter is told of them."""
