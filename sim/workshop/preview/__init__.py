"""A scenario played while its author writes it: what was typed is given again after every save.

Pure but for `source`, which looks at one file. Never opens the trainees' database and never draws.
"""

from sim.workshop.preview.console import Section, sections
from sim.workshop.preview.explain import Way, Why, explain
from sim.workshop.preview.say import Row, change_words, fault_counts, fault_place, fault_words, heading
from sim.workshop.preview.session import Change, Given, Preview, Reloaded
from sim.workshop.preview.source import Saved, Source, find_source

__all__ = [
    "Change",
    "Given",
    "Preview",
    "Reloaded",
    "Row",
    "Saved",
    "Section",
    "Source",
    "Way",
    "Why",
    "change_words",
    "explain",
    "fault_counts",
    "fault_place",
    "fault_words",
    "find_source",
    "heading",
    "sections",
]
