"""What grammar a catalogue can't hold, since it turns on the word that follows: the Welsh "and", and ordinals.

Only what is certain is done here. Mutations after "a", "neu" and after numbers are for whoever writes a sentence: a message
has up to six forms by its number, and names of places and bodies are left as they are.
"""

from __future__ import annotations

from upriver.words.language.speaking import ENGLISH, WELSH, Said, again, language_of, say, spoken

VOWELS = "aeiouyàáâäèéêëìíîïòóôöùúûüŷẃŵ"


def joined(before: str, last: str, word: str = "and") -> str:
    """The end of a list: "a, b" and "c" as "a, b and c"; in Welsh "a", which is "ac" before a vowel."""
    if word == "or":
        return say("{first} or {last}", first=before, last=last)
    if word != "and":
        return f"{before} {word} {last}"
    if spoken().code == WELSH and before_vowel(last):
        return Said(f"{again(before)} ac {again(last)}", WELSH, lambda: joined(before, last))
    plain = say("{first} and {last}", first=before, last=last)
    return Said(plain, language_of(plain), lambda: joined(before, last))


def before_vowel(word: str) -> bool:
    """Whether Welsh "a" is "ac" before a word: it begins with a vowel, or with a `w` that is sounded as one.

    A number is taken as it is read: un, wyth, un ar ddeg and what begins with them.
    """
    start = word.lstrip("\"'‘“(").casefold()[:2]
    if start[:1].isdigit():
        whole = "".join(letter for letter in word.lstrip("\"'‘“(").replace(",", "") if letter.isdigit())
        return whole in ("1", "8", "11") or (len(whole) in (2, 3) and whole[0] == "8")
    if start[:1] == "w":
        return start[1:2] not in (*"aeiourl", "")
    return start[:1] in tuple(VOWELS)


WELSH_ENDS = {1: "af", 2: "il", 3: "ydd", 4: "ydd", 5: "ed", 6: "ed", 7: "fed", 8: "fed", 9: "fed", 10: "fed", 11: "eg", 12: "fed",
              13: "eg", 14: "eg", 15: "fed", 16: "eg", 17: "eg", 18: "fed", 19: "eg", 20: "fed"}


def ordinal(number: int) -> str:
    """A place in an order: "1st", "22nd"; in Welsh "1af", "22ain". In any other language the number with a full stop."""
    code = spoken().code
    if code == WELSH:
        low = number % 100
        end = WELSH_ENDS.get(low) or ("fed" if low % 20 == 0 or low == 50 or low == 0 else "ain")
        return f"{number:,}{end}"
    if code != ENGLISH:
        return f"{number:,}."
    teens = number % 100 in (11, 12, 13)
    return f"{number:,}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
