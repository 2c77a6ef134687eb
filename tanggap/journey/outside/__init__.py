"""Outside: somebody without an account is asked by a link, answers in words and photos, and never learns who reported."""
