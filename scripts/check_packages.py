"""Checks what Upriver is made of: every package pinned with hashes, carried files as they were packed, known advisories; writes an SBOM.

    .venv/bin/python scripts/check_packages.py                     checks, and asks the advisory service
    .venv/bin/python scripts/check_packages.py --no-advisories     checks without any network
    .venv/bin/python scripts/check_packages.py --sbom sbom.json    writes the bill of materials as CycloneDX 1.5 as well

Where the advisory service (osv.dev) doesn't answer it prints "advisories: not checked": that is no pass. Ends with 1 where
anything is wrong. Names and versions of the packages in the lock are all that is sent.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")
SERVICE = "https://api.osv.dev/v1/querybatch"
ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<where>[^\\\n]+?))?(?P<rest>(?: \\\n +--hash=\S+)*)$", re.MULTILINE)
CARRIED = re.compile(r"^\| `([^`]+)` \| ([^|]+)\| ([^|]+)\| `([0-9a-f]{64})` \|$", re.MULTILINE)
WAIT = 20


@dataclass(frozen=True)
class Package:
    """One entry of a lock."""

    name: str
    version: str
    where: str
    hashes: tuple[str, ...]


def packages(lock: str) -> list[Package]:
    """The entries of a lock."""
    return [Package(each["name"], each["version"], each["where"] or "", tuple(re.findall(r"sha256:([0-9a-f]{64})", each["rest"])))
            for each in ENTRY.finditer(lock)]


def unhashed(lock: str) -> list[str]:
    """Lines of a lock that name a package without a hash, or in a way that pins nothing."""
    known = {each.name for each in packages(lock) if each.hashes}
    named = [line.split("==")[0].split(" ")[0] for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    return [name for name in named if name not in known]


def changed(vendor: Path) -> list[str]:
    """Carried files that aren't there or aren't as their list says, and those that stand in no list."""
    listing = {name: digest for name, _, _, digest in CARRIED.findall((vendor / "README.md").read_text("utf-8"))}
    there = {path.relative_to(vendor).as_posix(): path for path in vendor.rglob("*") if path.is_file() and path.name not in ("README.md", "__init__.py") and "__pycache__" not in path.parts}
    wrong = [name for name, digest in listing.items() if name not in there or hashlib.sha256(there[name].read_bytes()).hexdigest() != digest]
    return sorted({*wrong, *(set(there) - set(listing))})


def advisories(found: Sequence[Package], service: str = SERVICE) -> dict[str, list[str]] | None:
    """Known advisories by package, from the service; None where it doesn't answer, so that nothing is known."""
    asked = {"queries": [{"package": {"name": each.name, "ecosystem": "PyPI"}, "version": each.version} for each in found]}
    request = urllib.request.Request(service, json.dumps(asked).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as answer:
            told = json.loads(answer.read(2**24))["results"]
    except (OSError, ValueError, KeyError, urllib.error.URLError):
        return None
    if not isinstance(told, list) or len(told) != len(found):
        return None
    return {f"{each.name} {each.version}": [vuln["id"] for vuln in result.get("vulns", ())]
            for each, result in zip(found, told, strict=True) if isinstance(result, dict) and result.get("vulns")}


def sbom(found: Sequence[Package], *, version: str, vendor: Path) -> dict[str, Any]:
    """A bill of materials as CycloneDX 1.5: the packages of the lock and the carried files. The same for the same lock."""
    components: list[dict[str, Any]] = [
        {"type": "library", "bom-ref": f"pkg:pypi/{each.name}@{each.version}", "name": each.name, "version": each.version,
         "purl": f"pkg:pypi/{each.name}@{each.version}", "scope": "optional" if each.where else "required",
         "properties": [{"name": "upriver:sha256", "value": digest} for digest in each.hashes]
         + ([{"name": "upriver:marker", "value": each.where}] if each.where else [])}
        for each in found
    ]
    components += [
        {"type": "file", "bom-ref": f"file:{name}", "name": name, "description": says.strip(), "hashes": [{"alg": "SHA-256", "content": digest}],
         "licenses": [{"license": {"name": licence.strip()}}]}
        for name, says, licence, digest in CARRIED.findall((vendor / "README.md").read_text("utf-8"))
    ]
    rests_on = json.dumps([each["bom-ref"] for each in components])
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, f'upriver {version} {rests_on}')}",
        "metadata": {"component": {"type": "application", "bom-ref": f"pkg:pypi/upriver@{version}", "name": "upriver", "version": version,
                                   "purl": f"pkg:pypi/upriver@{version}", "licenses": [{"license": {"id": "MIT"}}]}},
        "components": components,
        "dependencies": [{"ref": f"pkg:pypi/upriver@{version}", "dependsOn": [each["bom-ref"] for each in components]}],
    }


def version() -> str:
    """The version of Upriver in this checkout."""
    return re.findall(r'__version__ = "([^"]+)"', (ROOT / "src/upriver/__init__.py").read_text("utf-8"))[0]


def main() -> None:
    """Check, say so line by line, and end with 1 where anything is wrong."""
    asked = argparse.ArgumentParser(description="Check what Upriver is made of.")
    asked.add_argument("--sbom", type=Path, metavar="FILE", help="write the bill of materials (CycloneDX JSON) there")
    asked.add_argument("--no-advisories", action="store_true", help="don't ask the advisory service")
    asked.add_argument("--service", default=os.environ.get("UPRIVER_ADVISORIES", SERVICE), help="another address of the service")
    given = asked.parse_args()
    wrong = 0
    for name in LOCKS:
        text = (ROOT / name).read_text("utf-8")
        bare = unhashed(text)
        wrong += len(bare)
        print(f"{name}: {len(packages(text))} packages, " + (f"without a hash: {', '.join(bare)}" if bare else "each pinned with its hashes"))
    vendor = ROOT / "src" / "upriver" / "vendor"
    bad = changed(vendor)
    wrong += len(bad)
    print("carried files: " + (f"not as listed: {', '.join(bad)}" if bad else "each as its list says"))
    found = packages((ROOT / "requirements.lock").read_text("utf-8"))
    known = None if given.no_advisories else advisories(found, given.service)
    if known is None:
        print("advisories: not checked" + ("" if given.no_advisories else " (the service doesn't answer)"))
    else:
        wrong += len(known)
        print(f"advisories: {len(found)} packages asked about, " + ("none known" if not known else "; ".join(f"{name}: {', '.join(ids)}" for name, ids in known.items())))
    if given.sbom:
        bill = sbom(found, version=version(), vendor=vendor)
        given.sbom.write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n", "utf-8")
        print(f"bill of materials: {len(bill['components'])} components in {given.sbom}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
