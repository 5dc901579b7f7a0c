"""The founding quarter played day by day: who received, reported, confirmed, forgot, asked for more time.

`script.of(plan)` decides everything for the whole quarter, from the codes of the tasks and nothing else, so that a later day of the demo
continues an earlier one; `playing.play(plan, until)` lets the right people do it, each day's acts on that day. All of it is made up.
"""
