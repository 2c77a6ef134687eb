"""When the city's offices are open: the usual week, and seasons such as Ramadan."""
