"""How a city's admins keep its walls."""
