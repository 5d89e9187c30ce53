"""Personal data: what is past its time, and people who ask what is held of them or want to be erased."""

from upriver.web.pages.personal_data import erasing, keeping, subject

__all__ = ["erasing", "keeping", "subject"]
