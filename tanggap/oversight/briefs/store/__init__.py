"""What lines are made of, and what was done with them."""
