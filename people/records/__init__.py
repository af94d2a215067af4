"""What pages of the app show."""
