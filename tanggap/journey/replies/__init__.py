"""Replies: what is ready to be said, with fields for the report at hand; the standard refusals come with the house."""
