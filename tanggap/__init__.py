"""Tanggap: what a city runs so that whoever sees a problem can say so, and is answered."""
