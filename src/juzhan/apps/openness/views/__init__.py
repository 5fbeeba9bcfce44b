"""The pages of this app: communities, inquiries, the record and its proofs, and the desk of those who inquire."""
