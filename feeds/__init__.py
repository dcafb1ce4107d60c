"""Poll, fetch, parse, canonicalise, publish. Ends where an Article is on its topic; knows nothing of what reads it."""
