"""On a Welsh page, what comes out in English says so, wherever a template prints it."""

from __future__ import annotations

from upriver.report.bilingual.held import language
from upriver.web.showing.marking import BEGINS, ENDS, THEN
from upriver.web.showing.templates import environment
from upriver.words.language.speaking import say, speaking

UNKNOWN = "Zork, which no catalogue holds & never will"


def welsh(template: str, **more: object) -> str:
    with speaking(language("cy")):
        return environment().from_string(template).render(**more)


def test_an_english_sentence_in_running_text_gets_an_element():
    assert welsh(f'<p>{{{{ say("{UNKNOWN}") }}}}</p>') == '<p><span lang="en">Zork, which no catalogue holds &amp; never will</span></p>'


def test_a_welsh_sentence_stands_as_it_is():
    assert welsh('<p>{{ say("Home") }}</p>') == "<p>Hafan</p>"


def test_inside_a_tag_no_element_stands():
    assert welsh('<a aria-label="{{ say("Zork") }}" href="/">a</a>') == '<a aria-label="Zork" href="/">a</a>'


def test_a_choice_and_a_title_are_marked_themselves():
    assert welsh('<title>{{ say("Zork") }} – x</title><option value="1">{{ say("Zork") }}</option>') == (
        '<title lang="en">Zork – x</title><option value="1" lang="en">Zork</option>')


def test_what_somebody_typed_is_no_sentence_of_ours():
    assert welsh("<p>{{ name }}</p><textarea>{{ name }}</textarea>", name="Zork") == "<p>Zork</p><textarea>Zork</textarea>"


def test_sentences_handed_to_a_template_are_marked_too():
    with speaking(language("cy")):
        words = say("Zork {n}", n=2)
    assert welsh("<p>{{ words }}</p>", words=words) == '<p><span lang="en">Zork 2</span></p>'


def test_a_macro_and_a_block_keep_the_mark():
    assert welsh('{% macro one(w) %}<b>{{ w }}</b>{% endmacro %}<p>{{ one(say("Zork")) }}</p>') == '<p><b><span lang="en">Zork</span></b></p>'


def test_signs_that_somebody_types_are_never_left_nor_make_an_element():
    made = welsh("<p>{{ name }}</p>{{ say('Zork') }}", name=f'{BEGINS}x" onclick="{THEN}a{ENDS}')
    assert "onclick" not in made.split("</p>")[0].replace("&#34;", "") or "<span" not in made.split("</p>")[0]
    assert not any(sign in made for sign in (BEGINS, THEN, ENDS))


def test_an_english_page_is_as_it_was():
    assert environment().from_string('<p>{{ say("Zork") }}</p>').render() == "<p>Zork</p>"
