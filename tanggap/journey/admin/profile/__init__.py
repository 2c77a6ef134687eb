"""What a city says of itself, and the pack of all it has said."""
