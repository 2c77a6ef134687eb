"""Who serves in a city, as the city's own admins see and change it."""
