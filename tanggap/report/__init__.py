"""The thing: what a report is, and everything that can happen to one."""
