"""What goes out to others, and what comes back from them."""
