"""What the information officer and their superior do with an inquiry."""
