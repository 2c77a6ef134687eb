"""Feedback: what a reporter may still do with a report: answer, take back, rate, dispute."""
