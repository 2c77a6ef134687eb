"""The reports behind the desk's figures."""
