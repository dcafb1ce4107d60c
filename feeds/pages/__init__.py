"""The pages of articles: read for their full texts, and looked at again."""
