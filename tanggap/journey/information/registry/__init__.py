"""The public face of the desk: how to ask, and the register of what was asked."""
