"""Where each page of the workspace is to be seen in the fictional partnership, and by whom: one line a person, `page=address`.

A new page fails a test until it stands here, or in `NOT_SEEN` with its reason. `{}` in an address is tried with every thing of the
page's kind until one opens.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from web.rights.classified import CLASSIFIED, TABLES
from web.rights.probing import ids_in
from web.served import Served, Visit

TEXT = """
| accessibility=/accessibility/ help=/help/ sign_in=/sign-in/ preferences=/preferences/
Mina Fictional | home=/ jobs=/jobs/ packs_made=/packs/made/ account=/account/ duty=/duty/ partnership=/partnership/ sharing=/sharing/ data=/data/ assessment=/assessment/
Mina Fictional | gate=/releases/ plans=/plans/ monitoring=/monitoring/ area=/area/ listening=/listening/ people=/people/ voice=/listening/said/{}/ agreements=/agreements/
Mina Fictional | strategy=/plans/strategy/strategies:s2025/ packs=/packs/ account_name=/account/name/ account_password=/account/password/ factors=/account/second-factor/
Mina Fictional | sessions=/account/sessions/ duty_requirements=/duty/requirements/ duty_clock=/duty/clock/ duty_meetings=/duty/meetings/ duty_readiness=/duty/readiness/
Mina Fictional | cycle=/duty/year/ plan_register=/plans/registers/actions/ duty_requirement=/duty/requirements/a4/ partnership_areas=/partnership/areas/
Mina Fictional | authorities_confirm=/partnership/confirm/ authorities_relevant=/partnership/relevant/ partnership_people=/partnership/people/ ledger=/releases/ledger/
Mina Fictional | partnership_governance=/partnership/governance/ partnership_definition=/partnership/definition/ authorities=/partnership/authorities/ studio=/assessment/studio/
Mina Fictional | sharing_of=/sharing/of/ambulance/ explore=/data/explore/ release=/releases/{}/ claim=/assessment/claim/ figure=/assessment/figure/ release_ask=/releases/ask/
Mina Fictional | left_out=/releases/left-out/ plan_add=/plans/registers/actions/add/ plan_exchange=/plans/spreadsheet/ monitoring_targets=/monitoring/targets/
Mina Fictional | monitoring_studies=/monitoring/studies/ monitoring_indicator=/monitoring/indicators/ed-assault-attendances/ area_one=/area/E22009902/
Mina Fictional | voice_groups=/listening/groups/ voice_keeping=/listening/keeping/ voice_setting=/listening/setting/ invite=/people/invite/ access_review=/people/review/
Mina Fictional | person=/people/10/ voice_harm=/listening/said/{}/harm/ voice_no_harm=/listening/said/{}/no-harm/ voice_erase=/listening/said/{}/erase/ agreement_new=/new-agreement/
Mina Fictional | can_i=/can-i/ agreement_papers=/agreement-papers/ agreement=/agreements/probation_quarterly/ plan_row=/plans/row/strategies:s2025/ opened=/people/opened/
Mina Fictional | pack_make=/packs/make/board_pack/ factor_app=/account/second-factor/app/ factor_key=/account/second-factor/key/ duty_digest=/duty/digest/
Mina Fictional | duty_meeting=/duty/meetings/m2025-12/ duty_judge=/duty/readiness/judge/ duty_attest=/duty/requirements/a4/attest/ authority=/partnership/authorities/body/E23009901/
Mina Fictional | authority_add=/partnership/authorities/add/?kind=police authority_contact=/partnership/authorities/body/E23009901/contact/ sent=/sharing/of/ambulance/sent/
Mina Fictional | scorecard=/sharing/of/ambulance/scorecard/ unusual=/sharing/of/E23009901/unusual/ send_file=/sharing/of/ambulance/send/ release_withdraw=/releases/{}/withdraw/
Mina Fictional | ask=/sharing/of/ambulance/asks/ambulance_assault_calls/ section=/assessment/studio/questions-kinds/en/ release_part=/releases/{}/read/checks/
Mina Fictional | release_draft=/releases/{}/draft/index.html plan_take=/plans/spreadsheet/take-in/ monitoring_study=/monitoring/studies/st-teams/ plan_cite=/plans/row/priorities:young/cite/
Mina Fictional | area_actions=/area/E22009902/actions/ area_plan=/area/E22009902/plan/ area_papers=/area/E22009902/papers/ area_voices=/area/E22009902/voices/
Mina Fictional | agreement_confirm=/agreements/probation_quarterly/confirm/ agreement_terms_of=/agreements/probation_quarterly/terms/ agreement_send=/agreements/ambulance_calls/send/
Mina Fictional | agreement_narrow=/agreements/probation_quarterly/narrow/ agreement_withdraw=/agreements/probation_quarterly/withdraw/ agreement_sent=/agreements/ambulance_calls/sent/
Mina Fictional | plan_change=/plans/row/strategies:s2025/change/ plan_take_out=/plans/row/strategies:s2025/take-out/ duty_minutes=/duty/meetings/m2025-12/minutes/
Mina Fictional | submission=/sharing/sent/{}/ send_form=/sharing/of/ambulance/asks/ambulance_assault_calls/numbers/
Mina Fictional | declare_elsewhere=/sharing/of/ambulance/asks/ambulance_assault_calls/elsewhere/ action_update=/board/actions/actions:a06/ actions_mine=/board/actions/
Mina Fictional | area_sheet=/area/E22009902/clauses/sheet/ area_clause=/area/clauses/clauses:g2-young/change/ area_clause_add=/area/E22009902/clauses/add/
Mina Fictional | area_voice_add=/area/E22009902/voices/add/ annotate=/sharing/of/E22009901/unusual/police_uk_street:norsea:2025-05/ sign_in_again=/sign-in/again/
Mina Fictional | sign_submission=/sharing/sent/{}/sign/ voice_close=/listening/said/{}/close/ voice_mark=/listening/said/{}/mark/ voice_past=/listening/keeping/past/
Mina Fictional | voice_sort=/listening/said/{}/sort/ voice_uncover=/listening/said/{}/uncover/ job=/jobs/{}/ job_cancel=/jobs/{}/cancel/
Aled Made-Up | quarantine=/sharing/quarantine/ make_assessment=/assessment/make/ leave_out=/releases/left-out/add/ write_section=/assessment/studio/questions-kinds/en/write/
Aled Made-Up | decide=/data/decide/police_uk_street:norsea:2025-05/
Priya Pretend | upload=/sharing/uploads/{}/ upload_withdraw=/sharing/uploads/{}/withdraw/
Ira Fictional | personal_data=/personal-data/ subject=/personal-data/request/ erase_person=/personal-data/person/
Dee Supposed | board=/board/ sign_off=/board/sign/E31009901/annual-report/ board_evidence=/board/evidence/duty/ sign_offs=/board/sign-offs/
Ada Nobody | operating=/operating/ backups=/operating/backups/ sign_in_methods=/operating/sign-in/ all_jobs=/operating/jobs/ any_job=/operating/jobs/{}/ health=/operating/health/
Ada Nobody | audit=/operating/audit/ audit_verify=/operating/audit/verify/ audit_event=/operating/audit/1/ close_account=/people/2/close/ give_role=/people/10/give/
Ada Nobody | reopen_account=/people/2/reopen/ reset_sign_in=/people/2/reset/ sign_out_person=/people/2/sign-out/
"""
FILES = frozenset(["receipt", "agreement_paper", "ask_file", "duty_calendar", "explore_csv", "processing", "release_changes", "theme", "release_assets", "pack_file", "agreement_signed_paper", "certificate"])
"""What answers with a file, a style or a part of a document that was made elsewhere: no page of the workspace's own."""
PRESSED = frozenset(["accept_section", "authority_confirm", "comment_section", "end_role", "let_out", "put_back", "release_out", "release_vote", "release_weigh", "retention", "sign_out", "stay", "sign_in_as"])
"""What is only pressed: opened by itself it leads back to where its button stands."""
ELSEWHERE = {
    "agreement_terms": "J1", "agreement_sign": "J1", "partnership_dates": "J1", "pack": "J1", "upload_faults": "J2", "upload_codes": "J3", "upload_columns": "J3",
    "invitation": "J9", "second_factor": "J9", "recovery_codes": "J9", "invited": "tests/web/signing", "new_sign_in": "tests/web/signing", "reset_link": "tests/web/signing",
    "sign_in_with": "tests/web/signing", "sign_in_back": "tests/web/signing", "upload_true": "tests/web/sharing", "voice_tell": "tests/web/listening",
}
"""Steps in the middle of a way that only somebody under way comes to, and where that way is walked."""


@dataclass(frozen=True)
class Place:
    """A page, where it is to be seen, and by whom ("" is nobody)."""

    name: str
    path: str
    who: str


def _read() -> dict[str, Place]:
    found = {}
    for line in TEXT.strip().splitlines():
        who, _, places = line.partition("|")
        for each in places.split():
            name, _, path = each.partition("=")
            found[name] = Place(name, path, who.strip())
    return found


PLACES = _read()


def address(served: Served, place: Place, visit: Visit) -> str:
    """The address at which a page opens here; "" where none does."""
    for path in _tries(served, place):
        if "{}" not in place.path or visit.get(path).status == 200:
            return path
    return ""


def _tries(served: Served, place: Place) -> Iterator[str]:
    if "{}" not in place.path:
        yield place.path
        return
    table, column = TABLES[CLASSIFIED[place.name][1]]
    yield from (place.path.replace("{}", ident) for ident in ids_in(served.folder / "db.sqlite3", table, column, 60))
