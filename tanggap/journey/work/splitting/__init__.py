"""Splitting: one report that tells of two problems becomes two, and both are followed by the same people."""
