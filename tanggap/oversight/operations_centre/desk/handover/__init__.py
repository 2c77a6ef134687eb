"""What a shift at the desk tells the next."""
