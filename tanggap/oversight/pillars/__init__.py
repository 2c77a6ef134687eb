"""Pillars: the city's indicators, reckoned from its own reports; no value where there is none to be had."""
