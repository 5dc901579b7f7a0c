"""What a person owes of tasks: each file one side of it, the keys first, then the rows of a page."""
