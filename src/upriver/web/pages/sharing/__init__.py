"""What data officers do: what is asked of them, sending it, signing for it, and how good it was."""

from upriver.web.pages.sharing import asks, forms, mapping, overview, quality, quarantine, sending, sent, uploads

__all__ = ["asks", "forms", "mapping", "overview", "quality", "quarantine", "sending", "sent", "uploads"]
