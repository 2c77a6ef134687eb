"""Work: from here on people lead a report. The unit's bench and tasks; in `triage`, the coordinator's queue."""
