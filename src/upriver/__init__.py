"""Upriver: the open workbench for the Serious Violence Duty."""

__version__ = "0.1.0"
