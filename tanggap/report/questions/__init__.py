"""What is asked about a report of one kind, and what its reporter answered."""
