"""Areas: a page for each kelurahan and kecamatan, and the way to it."""
