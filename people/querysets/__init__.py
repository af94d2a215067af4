"""Everything that reads about training, signing and recognition."""
