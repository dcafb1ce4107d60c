"""Who expresses what by which words, and what the outlet tells itself: cues, speakers, contents, acts, chains."""
