"""Formal requests for a public body's information (UU 14/2008): asked, answered in time or with tested grounds, registered."""
