"""The ledger of all that was ever released: a chain of lines, and what lies beside it."""

from upriver.store.ledger.chain import START, Ledger, append, id_of, read, readers, turn
from upriver.store.ledger.standing import heads, must_be_level, must_be_ours, must_hold, verify

__all__ = ["START", "Ledger", "append", "heads", "id_of", "must_be_level", "must_be_ours", "must_hold", "read", "readers", "turn", "verify"]
