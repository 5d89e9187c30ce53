"""The response: strategies, every register as lists and forms, and the registers as one spreadsheet."""

from upriver.web.pages.plans import citing as citing
from upriver.web.pages.plans import exchange as exchange
from upriver.web.pages.plans import first as first
from upriver.web.pages.plans import registers as registers
from upriver.web.pages.plans import rows as rows
from upriver.web.pages.plans import strategy as strategy
from upriver.web.pages.plans import writing as writing
