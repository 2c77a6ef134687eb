"""The citizen's door on the web: report, receipt, tracking; and the same as JSON."""
