"""`python -m microturn`: the same as the `microturn` command."""

from microturn.cli.main import main

if __name__ == "__main__":
    main()
