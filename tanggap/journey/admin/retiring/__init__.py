"""An agency retires: what it holds goes to its successor, or back to triage."""
