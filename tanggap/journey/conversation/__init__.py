"""What people say to each other under a report."""
