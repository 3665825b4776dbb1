"""YAML and model: finds scenarios and rubrics, reads them, says every fault with its line and column.

Never decides a score and never prints. Importing this room costs neither
pydantic nor the YAML library; they come with the first file.
"""

from __future__ import annotations

from sim.content.check import check_file, check_paths
from sim.content.heads import Head
from sim.content.library import Library, Loaded
from sim.content.packs import bundled_folder
from sim.content.problems import Problems

__all__ = ["Head", "Library", "Loaded", "Problems", "bundled_folder", "check_file", "check_paths"]
