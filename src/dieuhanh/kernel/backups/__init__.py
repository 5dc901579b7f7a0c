"""Backups: one file that holds the database and the kept files as they stood at one moment. No models here, and Django only where a
copy is proved and where a page speaks: a backup is made and put back where nothing else of the house may be able to run.
"""
