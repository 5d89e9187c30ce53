"""Documents and packs: made in one click, read inside the workspace, taken away; and the year's round."""

from upriver.web.pages.packs import making as making
from upriver.web.pages.packs import reading as reading
