"""The reviewer's page: what somebody reads before a document is released, made from cleared tables, the audit and the ledger."""
