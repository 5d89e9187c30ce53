"""How the documentation is built: plain Markdown, a theme that comes with Sphinx, nothing from the network."""

project = "Upriver"
author = "the Upriver authors"
copyright = "2026 the Upriver authors"
language = "en"
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
myst_heading_anchors = 4
html_theme = "alabaster"
html_title = "Upriver"
html_theme_options = {
    "description": "The open workbench for the Serious Violence Duty",
    "font_family": "Arial, Helvetica, sans-serif",
    "head_font_family": "Arial, Helvetica, sans-serif",
    "page_width": "1080px",
    "sidebar_collapse": True,
}
html_copy_source = False
html_show_sphinx = False
html_use_index = False
