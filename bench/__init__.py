"""Speed, measured as ratios within one run and printed as a table; nothing here is asserted."""
