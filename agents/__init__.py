"""The Faust app: one thin module per step around the pure functions of `storywatch`."""
