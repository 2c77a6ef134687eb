"""The neighbourhood: what an area's office announces, what residents answer, and thanks to the crew."""
