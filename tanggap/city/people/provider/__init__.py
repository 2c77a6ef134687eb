"""A city's own way to sign in: the provider says who comes, the city knows already whether they serve."""
