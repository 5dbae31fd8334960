"""The case file as a file: how it is connected to, looked at before anything is believed, migrated, copied, locked."""
