"""What is kept of a person: a copy of all of it for them, and its erasure, at once and by themselves."""
