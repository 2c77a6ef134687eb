"""What a city says of its indicators itself: which pillars it counts by, what it wants, and what others counted."""
