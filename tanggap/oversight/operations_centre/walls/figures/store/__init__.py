"""Where walls' figures come from."""
