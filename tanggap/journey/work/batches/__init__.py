"""Batches: one decision about many reports, each its own event, taken back in one step."""
