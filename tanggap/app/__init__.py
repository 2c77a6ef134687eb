"""The roof: puts the house together and opens its doors."""
