"""What a city's own finished reports teach of the next ones: their kind and the unit that answers."""
