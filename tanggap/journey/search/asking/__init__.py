"""Asking: which reports answer the words somebody looks for, and what they may have meant."""
