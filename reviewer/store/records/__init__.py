"""Records of evidence: their kinds, fields and rules, and the way between model objects, fields and rows."""
