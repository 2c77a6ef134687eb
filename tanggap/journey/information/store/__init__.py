"""Where inquiries, who sent them and the register are remembered."""
