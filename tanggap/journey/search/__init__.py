"""Search: the words of the reports the public may read, kept so that they can be found."""
