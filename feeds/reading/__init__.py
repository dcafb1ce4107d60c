"""A body of bytes to articles: formats, dates, words, addresses. Asks nobody."""
