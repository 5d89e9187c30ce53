"""Signing in and out: by password and second factor, through an organisation, by a link; and what one signs in with."""

from upriver.web.pages.signing import entering, factors, links, organisations

__all__ = ["entering", "factors", "links", "organisations"]
