"""The bodies of each place by the charter in force, their posts and who holds them."""
