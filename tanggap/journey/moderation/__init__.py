"""Moderation: what the public does not see for now, who said so, and what is covered in its pictures."""
