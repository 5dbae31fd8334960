"""The command line: the window's headless twin, on the same services.

Nothing is imported here, so that `__main__` can ask for the names of the subcommands at no cost.
"""
