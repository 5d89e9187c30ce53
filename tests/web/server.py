"""Serves a workspace for tests as `upriver serve` does: `python -m web.server WORKSPACE PUBLISHED [worker]`; prints both addresses."""

import sys
from pathlib import Path

from upriver.web.serving import serve

if __name__ == "__main__":
    root = Path(sys.argv[1])
    serve(root, published=root / "published", port=int(sys.argv[2]), tries=200, worker="worker" in sys.argv[3:],
          told=lambda workspace, public: print(f"{workspace} {public}", flush=True))
