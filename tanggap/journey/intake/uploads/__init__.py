"""Pictures that arrive in pieces, so that a connection that dies costs one piece and not the picture."""
