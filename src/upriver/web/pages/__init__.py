"""The shelf of pages: one module an area of work, each declaring its pages with `@page`."""
