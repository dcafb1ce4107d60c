"""Numbers that count something, and the days that a text names. Knows nothing of who gives them."""
