"""What is over its limit, for those who must decide."""
