"""Evidence packs: a frozen plan in, files out. Whatever opens a document is asked of its worker; nothing here parses one."""
