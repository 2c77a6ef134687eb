"""What must not stand in public: found in the words of strangers, and covered there."""
