"""What the house itself measures of stints, by the same seam as any other room."""
