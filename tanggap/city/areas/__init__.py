"""Where a city's areas lie: shapes from files, and which area holds a point."""
