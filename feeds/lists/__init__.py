"""The list of feeds, as an OPML file: read, read leniently where ill-formed, edited in place."""
