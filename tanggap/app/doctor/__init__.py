"""The doctor: looks an installation over before it serves, and whenever somebody asks."""
