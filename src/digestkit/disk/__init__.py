"""Files: finding, reading and writing them, and what is remembered in them."""
