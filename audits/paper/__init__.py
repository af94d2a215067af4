"""The report of an audit on paper: what it says, as a record that is fixed when the report is issued, and as files."""

from audits.paper.contents import contents, digest_of, said_by

__all__ = ["contents", "digest_of", "said_by"]
