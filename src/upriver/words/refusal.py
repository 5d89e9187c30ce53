"""What a person is told when something can't be done, and what to do about it."""


class Refusal(Exception):
    """A refusal that a person can act on: what is refused, and what to do next.

    Never carries a row's value. Commands end with exit code 1 and no traceback.
    """

    def __init__(self, what: str, *, do: str = "") -> None:
        self.what = what.rstrip(". ")
        self.do = do
        super().__init__(str(self))

    def __str__(self) -> str:
        return f"{self.what}. {self.do}".strip() if self.do else f"{self.what}."
