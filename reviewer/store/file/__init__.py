"""The case file as a file: how it is connected to, looked at before anything is believed, migrated, copied, locked.

Decisions:

- A process is known by boot, PID namespace, number and start (`store/file/process_identity`): a lock from another container is
  believed, since nobody here can tell whether its holder still runs.
- A case's file is opened beside SQLite in one place (`locked_files`), and not closed while this process has a connection to it:
  on POSIX systems closing any descriptor drops all locks of the process on that file, and another program would roll back what
  is half written. File dialogs would do just that to draw icons, Qt's and GTK's alike; `dialogs/file_dialog` makes them all,
  and they read nothing.
"""
