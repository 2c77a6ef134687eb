"""What can be reported in a city: kinds, their groups, and what a kind asks."""
