"""Telling all of a city's stints anew, piece by piece beside who follows the log."""
