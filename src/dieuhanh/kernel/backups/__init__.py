"""Backups: one file that holds the database and the kept files as they stood at one moment. No models and no Django here: a
backup is made, checked and put back where nothing else of the house may be able to run.
"""
