"""The daily brief: the same lines with yesterday's figures, as mail and as a sheet, for who asked for it."""
