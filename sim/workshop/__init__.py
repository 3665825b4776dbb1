"""The trainer's tools: new files, checks that know the rubric, graph, simulation, preview, playthroughs.

Never needed to play: nothing below this room imports it, and commands load it on demand.
"""
