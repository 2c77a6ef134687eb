"""The crews of an agency: who is in them, what they do, when they serve."""
