"""`python -m upriver` is the same as `upriver`."""

from upriver.cli.main import run

if __name__ == "__main__":
    run()
