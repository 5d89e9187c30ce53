"""What each page is for, written apart from the pages: its right and the kind of thing it shows. A page that isn't here fails its tests."""

OPEN = {
    "sign_in", "sign_in_as", "theme",
}
"""Pages that anyone may open; each says why in its declaration."""
CLASSIFIED: dict[str, tuple[str, str]] = {
    "home": ("enter", ""),
    "sign_out": ("enter", ""),
    "second_factor": ("enter", ""),
    "gate": ("read_gate", ""),
    "release": ("read_gate", "release"),
    "release_part": ("read_gate", "release"),
    "release_changes": ("read_gate", "release"),
    "release_draft": ("read_gate", "release"),
    "release_vote": ("vote", "release"),
    "release_ask": ("ask_release", ""),
    "release_out": ("ask_release", "release"),
    "release_withdraw": ("read_gate", "release"),
    "ledger": ("read_gate", ""),
    "left_out": ("read_gate", ""),
    "leave_out": ("write_assessment", ""),
    "put_back": ("write_assessment", ""),
    "job": ("enter", "job"),
    "jobs": ("enter", ""),
    "job_cancel": ("enter", "job"),
    "all_jobs": ("operate", ""),
    "any_job": ("operate", "job"),
}
"""Page -> its right, the kind of thing it shows."""
FILLED: dict[str, str] = {"part": "checks", "path": "index.html"}
"""A value for each further part of an address."""
TABLES = {
    "row": ("registers_rowrecord", "register || ':' || ident"),
    "agreement": ("agreements_agreementrecord", "slug"),
    "submission": ("submissions_submissionrecord", "sid"),
    "authority": ("partners_authorityrecord", "ident"),
    "release": ("releases_releaserecord", "number"),
    "account": ("accounts_account", "id"),
    "job": ("jobs_jobrecord", "number"),
}
"""Where the ids of a kind of thing are found."""
