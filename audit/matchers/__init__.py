"""What several kinds of rules are made from."""
