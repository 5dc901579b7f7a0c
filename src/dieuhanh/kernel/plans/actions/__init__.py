"""What may be done with plans and tasks: each file holds the acts of one step in a task's life."""
