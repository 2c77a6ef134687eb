"""Standing: what a resident's reports have done for the city, told to nobody but them."""
