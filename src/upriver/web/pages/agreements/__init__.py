"""Agreements: how each stands, a new one by questions, signing, confirming, narrowing, withdrawing, papers; and "can I?"."""

from upriver.web.pages.agreements import asking as asking
from upriver.web.pages.agreements import changing as changing
from upriver.web.pages.agreements import listed as listed
from upriver.web.pages.agreements import new as new
from upriver.web.pages.agreements import one as one
from upriver.web.pages.agreements import signing as signing
