"""A month's scores: drafted when it is over, shown to the heads of the units, published, and from then on kept."""
