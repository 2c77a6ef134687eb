"""The page on which somebody of staff looks after their own keys."""
