"""Residents: who wants to find their reports again anywhere signs in by a code or a passkey; nobody has to."""
