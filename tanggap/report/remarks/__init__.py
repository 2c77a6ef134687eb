"""What people say in public about something: under an alias, looked over, and taken away where it must be."""
