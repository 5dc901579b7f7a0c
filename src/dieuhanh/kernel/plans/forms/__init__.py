"""Forms that run an action on a task: `fields` read what people type, `base` turns a refusal into a message at its place."""
