"""What stands out, and in which order it is told: values only."""
