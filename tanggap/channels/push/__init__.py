"""Messages to devices: by way of the push services browsers bring along."""
