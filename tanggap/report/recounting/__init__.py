"""What is open is counted anew when the days or hours on which the city works have changed; each report's log says so."""
