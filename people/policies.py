"""Settings that an officer may change."""
