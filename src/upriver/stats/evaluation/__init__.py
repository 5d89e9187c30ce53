"""Did it work? Designs that compare what happened with what would have happened otherwise.

Displacement and difference (`displacement`), a series interrupted at a declared date (`interrupted`), areas treated beside
areas that were not (`differences`), and how far one month's surprise carries into the next (`memory`). The studies of actions
use them (`monitor/designs`). Each answer carries the smallest effect that its design could have found, to be said before the
result, and flags where its assumptions are strained. None of them says why something changed: that rests on the design, not on the arithmetic.
"""
