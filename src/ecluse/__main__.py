"""`python -m ecluse`: the same as the command `ecluse`."""

from ecluse.cli.main import run

if __name__ == "__main__":
    run()
