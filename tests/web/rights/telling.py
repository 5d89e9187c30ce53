"""Prints every page that the workspace declares, in a process that is set up as the web is: `python -m web.rights.telling WORKSPACE`."""

import json
import sys
from pathlib import Path

from upriver.web.opening import opened

if __name__ == "__main__":
    opened(Path(sys.argv[1]), hosts=["localhost"])
    from upriver.web.framework.page import declared

    print(json.dumps([{"name": page.name, "path": page.path, "right": page.right.value if page.right else "", "of": page.of, "whole": page.whole,
                       "methods": page.methods, "logged": page.logged, "because": page.because} for page in declared()]))
