"""What the secretariat does outside the meetings of a body: what it knows of it, counts and shows."""
