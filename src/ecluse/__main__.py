"""`python -m ecluse`: the same as the command `ecluse`.

Belongs here: starting it. Does not: anything that a command does.
Always true: both are one function, `ecluse.cli.main.run`.
"""

from ecluse.cli.main import run

if __name__ == "__main__":
    run()
