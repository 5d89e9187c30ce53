"""A withdrawal that was stopped half way is recorded by whatever comes next, in the name of the account that withdrew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from web.asking import rows
from web.jobs.in_the_desk import python

STOPPED = """
import sys
from pathlib import Path
from web.asking import desk
from upriver.store.folder import Folder
desk(sys.argv[1])
from upriver.desk.accounts.models import Account
from upriver.desk.audit.acting import acting
from upriver.desk.releases import finishing, withdrawing
from upriver.desk.releases.models import ReleaseRecord

class Stopped(BaseException):
    pass

def stop(*given):
    raise Stopped

folder, row = Folder(Path(sys.argv[1])), ReleaseRecord.objects.filter(state="released").first()
withdrawing.recorded = stop
try:
    with acting(Account.objects.get(name="Ira Fictional").pk):
        withdrawing.withdraw(folder, row.release, name="Norsea", why="A table was counted twice.", by="Ira Fictional", at="2026-02-03T09:00:00Z")
except Stopped:
    finishing.finish(folder)
"""


def test_a_withdrawal_stopped_before_it_was_recorded_is_its_own_accounts(copied: Callable[[Path], Path], tmp_path: Path) -> None:
    folder = copied(tmp_path)
    python(STOPPED, folder)
    ((ira,),) = rows(folder, "SELECT 'account:' || id FROM accounts_account WHERE name = 'Ira Fictional'")
    assert rows(folder, "SELECT account FROM audit_eventrecord WHERE verb = 'withdrew release'") == [(ira,)]
