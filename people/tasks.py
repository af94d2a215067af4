"""The clock's door: training and signing follow people."""
