"""Azalai: working system of a national secretariat that coordinates migration governance."""

__version__ = "0.1.0"
