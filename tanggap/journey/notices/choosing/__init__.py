"""What somebody chooses to be told of, by which way and when; and the way out of all mail."""
