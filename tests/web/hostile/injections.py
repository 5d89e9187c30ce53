"""Two hundred strings that would change a query or a template if one were built of words: made by rule, for the engines that are here."""

from __future__ import annotations

from itertools import product

MARK = "41799*7"
SUM = "292593"
"""What a template gives that works the mark out. It stands in no string here, so that it stands in a page only where one did."""
_QUOTES = ("'", '"', "')", '")', "`", "' ", "'))", "\\'", "%27", "\u2019", "")
_TAILS = (
    " OR 1=1--", " OR 'a'='a", " AND 1=2--", " UNION SELECT NULL--", " UNION SELECT 41799*7,NULL,NULL--", " UNION ALL SELECT sqlite_version()--",
    "; DROP TABLE audit_eventrecord;--", "; DELETE FROM registers_rowrecord;--", "; UPDATE accounts_grantrecord SET role=$$administrator$$;--",
    " || (SELECT 41799*7) || ", " AND (SELECT count(*) FROM sqlite_master)>0--",
)
_ENGINES = (
    # SQLite
    "1; ATTACH DATABASE '/tmp/x.db' AS x;--", "randomblob(500000000)", "1 AND load_extension('x')", "CASE WHEN 1=1 THEN title ELSE id END", "x' GLOB '*", "1 LIMIT -1 OFFSET 0--",
    "(SELECT group_concat(name) FROM sqlite_master)", "id COLLATE NOCASE", "[id]", "1=1 ESCAPE 'x'", "zeroblob(1e9)", "id/**/DESC", "char(39)||char(32)", "0x27", "id;--",
    # PostgreSQL
    "1; SELECT pg_sleep(9);--", "'||pg_sleep(9)||'", "1::int; COPY (SELECT 1) TO PROGRAM 'id'", "$$;SELECT version();$$", "CAST((SELECT 41799*7) AS int)", "current_setting('upriver.roles')",
    "'; SET upriver.roles='desk';--", "'; RESET ROLE;--", "E'\\047 OR 1=1'", "U&'\\0027'", "chr(39)||version()", "(SELECT usename FROM pg_user LIMIT 1)", "1 UNION SELECT lo_import('/etc/passwd')",
    "generate_series(1,100000000)", "id ASC NULLS LAST, (SELECT 1)", "id) TO STDOUT--",
    # DuckDB
    "1; INSTALL httpfs;--", "read_csv('/etc/passwd')", "' UNION SELECT * FROM read_text('/etc/passwd')--", "COPY (SELECT 1) TO '/tmp/x.csv'", "getenv('HOME')", "1; PRAGMA database_list;--",
    "'; SET enable_external_access=true;--", "read_parquet('held/**/*.parquet')", "COLUMNS(*)", "glob('/**')", "SUMMARIZE x", "'; EXPORT DATABASE '/tmp/x';--", "EXCLUDE (id)", "main.id",
    # Django's own words: look-ups, related names and functions in a key
    "id__exact", "password__startswith=a", "account__password__regex=.", "-account__password", "?", "random()", "pk__in", "event__id", "__class__", "extra(select={'x':'1'})", "F('id')",
    "id__isnull=True", "_state", "objects", "..", "-", "--id", "id,title", "id desc", "title'", "\u0130d", "id\x0b", "x" * 900, "id\n;--",
)
_TEMPLATES = (
    "{{%s}}", "{%% print(%s) %%}", "${%s}", "#{%s}", "<%%= %s %%>", "{{ '%s'|safe }}", "{{ (%s)|string }}", "{%% if 1 %%}{{%s}}{%% endif %%}", "*{%s}", "@(%s)", "[[${%s}]]", "{{=%s}}",
)
_READING = (
    "{{ config }}", "{{ settings.SECRET_KEY }}", "{{ request.environ }}", "{{ asked.__class__.__mro__ }}", "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}", "{% include '/etc/passwd' %}", "{% load log %}{% get_admin_log 10 as x %}", "{% debug %}", "{{ lipsum.__globals__ }}",
    "{{ here.request.META }}", "{{ self._TemplateReference__context }}", "{0.__class__.__init__.__globals__}", "{by.__class__}", "%(at)s%s%n", "{{ figure \"assessment/places/csp#csp:E1\" }}",
    "{{ change \"x\", from=2024, to=2025 }}",
)


def injections() -> tuple[str, ...]:
    """More than two hundred: every quote with every tail, and what is particular to each engine and to templates."""
    made = [quote + tail for quote, tail in product(_QUOTES, _TAILS)]
    return tuple(dict.fromkeys([*made, *_ENGINES, *(each % MARK for each in _TEMPLATES), *_READING]))
