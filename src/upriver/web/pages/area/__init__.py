"""The community safety partnership's part: its own area, its plan against the priorities, what people there say."""

from upriver.web.pages.area import clauses as clauses
from upriver.web.pages.area import plan as plan
from upriver.web.pages.area import sheet as sheet
from upriver.web.pages.area import summary as summary
from upriver.web.pages.area import voices as voices
