"""Counting anew: all of a city's reports into another generation, beside those who follow the log."""
