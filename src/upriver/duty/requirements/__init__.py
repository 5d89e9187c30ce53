"""The register of requirements, the rules that look for evidence, and how each requirement stands."""
