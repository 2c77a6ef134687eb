"""Tasks given to teams, and the order of a crew's day."""
