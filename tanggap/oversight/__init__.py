"""The tower: those who watch over it all."""
