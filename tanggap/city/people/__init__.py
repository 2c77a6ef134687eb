"""The people of the city hall: who they are, what they may do, how they sign in."""
