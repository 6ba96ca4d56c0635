"""The bundled framework (CC BY-NC-ND 4.0) and what this tool adds to it (MIT)."""
