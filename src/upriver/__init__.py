"""Upriver: the open workbench for the Serious Violence Duty."""

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """`upriver.open_workspace`, loaded when it is first asked for, so that importing Upriver stays quick."""
    if name == "open_workspace":
        from importlib import import_module

        return import_module("upriver.notebook.opening").open_workspace
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
