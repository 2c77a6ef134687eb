"""The map at scale: counts on a grid from afar, reports from near, for the public and for who operates the city."""
