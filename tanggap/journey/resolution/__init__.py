"""Resolution: the unit proves what it did, and somebody else looks whether it is so."""
