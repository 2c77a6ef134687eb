"""The operations centre: what happens in the city now, on the wall and at the desk."""
