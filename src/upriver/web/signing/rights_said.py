"""What each right lets somebody do, in the words of their own page."""

from __future__ import annotations

from upriver.words.access.rights import Right
from upriver.words.language.speaking import mark

MAY = {
    Right.READ_PARTNERSHIP: mark("see who is in the partnership"),
    Right.EDIT_PARTNERSHIP: mark("change who is in the partnership"),
    Right.READ_AGREEMENTS: mark("read agreements"),
    Right.EDIT_AGREEMENTS: mark("draw up and change agreements"),
    Right.SIGN_AGREEMENTS: mark("sign agreements"),
    Right.READ_ASKS: mark("see what partners are asked for"),
    Right.READ_SUBMISSIONS: mark("see what was sent"),
    Right.SUBMIT: mark("send data"),
    Right.DECIDE_DATA: mark("decide what of the data counts"),
    Right.READ_DATA: mark("look into the data that are held"),
    Right.READ_ASSESSMENT: mark("read the assessment before it is released"),
    Right.WRITE_ASSESSMENT: mark("write the assessment"),
    Right.COMMENT: mark("comment on drafts"),
    Right.READ_GATE: mark("see what waits to be released"),
    Right.ASK_RELEASE: mark("ask for a release"),
    Right.VOTE: mark("vote on releases that aren't yours"),
    Right.READ_PLANS: mark("read the strategy and its actions"),
    Right.EDIT_PLANS: mark("change the strategy and its actions"),
    Right.UPDATE_ACTIONS: mark("say how actions stand"),
    Right.SIGN_STRATEGY: mark("sign the strategy"),
    Right.READ_ALIGNMENT: mark("see how local plans fit the strategy"),
    Right.EDIT_ALIGNMENT: mark("record how local plans fit the strategy"),
    Right.READ_PACKS: mark("read what was made for meetings"),
    Right.MAKE_PACKS: mark("make packs for meetings"),
    Right.LISTEN: mark("read what people say"),
    Right.HANDLE_PERSONAL_DATA: mark("delete what is past its time, and answer people about their data"),
    Right.INVITE: mark("invite people"),
    Right.MANAGE_ACCOUNTS: mark("give and end roles, close accounts"),
    Right.READ_AUDIT: mark("read the audit log"),
    Right.OPERATE: mark("look after the system and its backups"),
}
"""Every right but that of entering, which everybody has who signed in."""
