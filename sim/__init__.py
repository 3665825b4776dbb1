"""servicesim: practise difficult customers in a terminal, scored with evidence."""

__version__ = "0.1.0"
