"""Who serves in a city: invited, given duties, and let go, from one request to the next."""
