"""Agreements: how each stands, a new one by questions, signing, confirming, narrowing, withdrawing, papers; and "can I?"."""
