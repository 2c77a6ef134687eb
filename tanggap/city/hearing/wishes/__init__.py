"""What people chose to hear, and who wants no mail at all."""
