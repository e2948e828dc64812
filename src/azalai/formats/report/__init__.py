"""A report as plain records, written as Word, PDF and HTML: the same content gives the same bytes."""
