"""People and access: accounts, invitations, roles, and the review of who has what and opened what."""

from upriver.web.pages.people import changing, inviting, one, overview, review

__all__ = ["changing", "inviting", "one", "overview", "review"]
