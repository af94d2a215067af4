"""The access table of training, signing and recognition."""
