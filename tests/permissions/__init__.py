"""Every address × every kind of user: ``matrix.toml`` says what each gets, and a test holds the program to it."""
