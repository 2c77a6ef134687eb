"""Protected: a coordinator opens original pictures and says what for; whoever accounts for it reads who looked."""
