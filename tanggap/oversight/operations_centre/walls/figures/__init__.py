"""What walls count and list: only of reports the public may find, since visitors stand before them."""
