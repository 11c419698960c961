"""Scripts of the developers; nothing here ships."""
