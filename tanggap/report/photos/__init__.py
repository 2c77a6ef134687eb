"""The pictures of a report: made anew from their pixels, three sizes each in the file store."""
