"""The desk: what came in, what is open, what is late, of whatever the operations chief asks for."""
