"""Direct: what residents send to the mayor's room as well as to whoever answers."""
