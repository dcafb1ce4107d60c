"""Push in the place of polling: hubs that feeds offer, subscriptions with them, and what they deliver (W3C WebSub)."""
