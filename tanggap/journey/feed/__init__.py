"""The feed: reports the public may read, the newest first."""
