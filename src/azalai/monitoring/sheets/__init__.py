"""The workbook of one organisation in one campaign: it goes out filled with what is known, and comes back."""
