"""The city's calendar: its days off, what changing one would move, and the open reports counted anew."""
