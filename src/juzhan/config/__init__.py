"""How the program is set up: settings, addresses, servers and the embedded database."""
