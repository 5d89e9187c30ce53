"""Looking after the system: its health, its backups, how people sign in, and the audit log."""

from upriver.web.pages.operating import audit, overview

__all__ = ["audit", "overview"]
