"""The way in: files and pasted words, what is asked about them, and the list of what is being read."""
