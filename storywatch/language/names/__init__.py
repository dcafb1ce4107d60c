"""Who is meant: entities under all their names, their offices, pronouns and descriptions."""
