"""Asking servers that are not trusted, politely: guard, transport, robots, pace. Knows nothing of feeds."""
