"""The gate: what waits to be read before release, reading it, voting, releasing, taking back, and the ledger."""

from upriver.web.pages.gate import asking as asking
from upriver.web.pages.gate import ledger as ledger
from upriver.web.pages.gate import moving as moving
from upriver.web.pages.gate import queue as queue
from upriver.web.pages.gate import reading as reading
from upriver.web.pages.gate import release as release
from upriver.web.pages.gate import voting as voting
