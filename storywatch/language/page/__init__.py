"""The page as characters: which lines are prose, where quotations are, where it tells again. Mostly without a parse."""
