"""Text in, a parse as plain columns out: one model, each sentence parsed once. Knows nothing of what is read off it."""
