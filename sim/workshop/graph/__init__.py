"""The script of a scenario as a picture: an outline, a Mermaid flowchart, an SVG drawing, a page.

Reads a scenario and draws it; never judges one and never plays.
"""

from sim.workshop.graph.build import build_graph
from sim.workshop.graph.counts import Counts, counts_of
from sim.workshop.graph.html import graph_html
from sim.workshop.graph.mermaid import graph_mermaid
from sim.workshop.graph.model import Edge, Graph, Node, Wording
from sim.workshop.graph.source import Source, open_source
from sim.workshop.graph.svg import graph_svg
from sim.workshop.graph.text import graph_lines

__all__ = [
    "Counts",
    "Edge",
    "Graph",
    "Node",
    "Source",
    "Wording",
    "build_graph",
    "counts_of",
    "graph_html",
    "graph_lines",
    "graph_mermaid",
    "graph_svg",
    "open_source",
]
