"""The reporter: a browser or a resident that holds a report, because it sent it or showed its key."""
