"""The city's own pages: what it is, who serves in it, what is reported to whom; changed for a reason, and taken back."""
