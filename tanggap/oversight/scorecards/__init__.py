"""How well each unit answers, month by month."""
