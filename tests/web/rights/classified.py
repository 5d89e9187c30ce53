"""What each page is for, written apart from the pages: its right, the kind of thing it shows, and whether it needs reach over the whole.

One line a right: `kind: pages` of that kind, `whole: pages` that a right over one's own alone doesn't open. A page that isn't
here fails its tests, and so does one whose declaration says otherwise.
"""

OPEN = frozenset(["accessibility", "help", "invitation", "new_sign_in", "preferences", "second_factor", "sign_in", "sign_in_as", "sign_in_back", "sign_in_with", "theme"])
"""Pages that anyone may open; each says why in its declaration."""
TEXT = """
enter | account account_name account_password factor_app factor_key factors home jobs recovery_codes sessions sign_in_again sign_out stay | job: job job_cancel
read_partnership | authorities partnership | authority: authority
edit_partnership | authorities_confirm authorities_relevant authority_add duty_attest duty_judge partnership_areas partnership_dates partnership_definition partnership_governance partnership_people voice_setting | authority: authority_confirm authority_contact
read_agreements | agreements | agreement: agreement agreement_paper agreement_signed_paper
edit_agreements | agreement_new agreement_papers agreement_terms | agreement: agreement_confirm agreement_narrow agreement_send agreement_sent agreement_terms_of agreement_withdraw
sign_agreements | agreement: agreement_sign
read_asks | ask_file sharing
read_submissions | authority: ask scorecard sent sharing_of unusual | submission: receipt submission | upload: upload upload_faults
submit | authority: annotate declare_elsewhere send_file send_form | submission: sign_submission | upload: upload_codes upload_columns upload_true upload_withdraw
decide_data | decide let_out quarantine
read_data | claim data explore explore_csv figure
read_assessment | whole: assessment can_i cycle duty duty_calendar duty_clock duty_digest duty_readiness duty_requirement duty_requirements
write_assessment | accept_section leave_out make_assessment put_back write_section
comment | whole: comment_section section studio
read_gate | gate ledger left_out | release: release release_assets release_changes release_draft release_part release_withdraw
ask_release | release_ask | release: release_out
vote | release: release_vote release_weigh
read_plans | plan_register plans | row: plan_row strategy | whole: board board_evidence duty_meeting duty_meetings monitoring monitoring_indicator monitoring_studies monitoring_study monitoring_targets sign_offs
edit_plans | duty_minutes plan_add plan_exchange plan_take | row: plan_change plan_cite plan_take_out
update_actions | actions_mine | row: action_update
sign_strategy | authority: sign_off
read_alignment | area | authority: area_actions area_one area_papers area_plan area_voices
edit_alignment | row: area_clause | authority: area_clause_add area_sheet area_voice_add
listen | listening voice_groups voice_keeping voice_past voice_tell | voice: voice voice_close voice_erase voice_harm voice_mark voice_no_harm voice_sort voice_uncover
read_packs | pack pack_file packs_made
make_packs | pack_make packs
handle_personal_data | certificate erase_person personal_data processing retention subject
invite | invite invited people | account: person
manage_accounts | account: close_account end_role give_role reopen_account reset_link reset_sign_in sign_out_person
read_audit | access_review audit audit_event audit_verify opened
operate | all_jobs backups health operating sign_in_methods | job: any_job
"""


def _read() -> dict[str, tuple[str, str, bool]]:
    found = {}
    for line in TEXT.strip().splitlines():
        right, *groups = (part.strip() for part in line.split("|"))
        for group in groups:
            kind, _, names = group.partition(":") if ":" in group else ("", "", group)
            for name in names.split():
                found[name] = (right, "" if kind == "whole" else kind, kind == "whole")
    return found


CLASSIFIED = _read()
"""Page -> its right, the kind of thing it shows, and whether it needs reach over the whole."""
FILLED = {
    "area": "all", "theme": "weapons", "called": "no-such-pack", "contract": "police_incidents", "document": "board_pack", "grant": "1", "kind": "agreement", "language": "en",
    "meeting": "m2025-12", "name": "none", "number": "1", "paper": "strategy", "part": "violence", "path": "index.html", "requirement": "A1",
    "secret": "not-a-secret", "section": "index", "sha256": "0" * 64, "slug": "actions", "subject": "police_uk_street:norsea:2025-01",
    "which": "robbery_monthly",
}
"""A value for each further part of an address."""
MAY_MISS = frozenset({"voice_tell", "pack", "pack_file", "certificate", "agreement_signed_paper", "let_out", "ask_file", "sign_off", "send_form", "ask", "declare_elsewhere",
                      "annotate", "end_role", "release_part", "release_draft", "release_assets", "agreement_paper", "monitoring_indicator", "monitoring_study", "board_evidence",
                      "duty_meeting", "duty_minutes", "duty_requirement", "duty_attest", "audit_event", "decide", "release_changes", "plan_cite", "strategy",
                      "receipt", "area_one", "sharing_of", "area_actions", "area_clause", "area_clause_add", "area_papers", "area_plan", "area_sheet",
                      "area_voices", "area_voice_add", "scorecard", "sent", "unusual", "send_file", "action_update"})
"""Pages that may answer "no such page" to whoever may open them: what the further parts of the address name isn't in every workspace."""
TABLES = {
    "row": ("registers_rowrecord", "register || ':' || ident"),
    "agreement": ("agreements_agreementrecord", "slug"),
    "submission": ("submissions_submissionrecord", "sid"),
    "upload": ("submissions_uploadrecord", "ident"),
    "authority": ("partners_authorityrecord", "ident"),
    "release": ("releases_releaserecord", "number"),
    "account": ("accounts_account", "id"),
    "job": ("jobs_jobrecord", "number"),
    "voice": ("voices_voicerecord", "ident"),
}
"""Where the ids of a kind of thing are found."""
