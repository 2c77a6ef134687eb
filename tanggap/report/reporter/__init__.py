"""The reporter: a browser that holds a report, because it sent it or showed its key."""
