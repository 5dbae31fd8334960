"""The domain in frozen dataclasses: what a case holds, in the words of the newsroom. Standard library only, no I/O."""
