"""When each feed is asked, what one poll does, and what is stored of it."""
