"""Commands for a provider's own machine, which need no workspace: check, map, aggregate."""
