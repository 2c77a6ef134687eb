"""The views of the desk that people keep under a name."""
