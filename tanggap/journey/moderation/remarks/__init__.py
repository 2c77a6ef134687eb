"""Words people say in public, kept from the public: flagged by readers, decided by who answers for the place."""
