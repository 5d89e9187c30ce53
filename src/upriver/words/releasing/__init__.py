"""The words of releases: the gate to one, what may be left out of it, and what every release before it told."""
