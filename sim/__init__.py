"""contingent: from one YAML file to the staffing curves of a force contribution."""

__version__ = "0.1.0.dev0"
