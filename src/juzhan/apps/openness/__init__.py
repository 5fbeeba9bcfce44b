"""What anyone may see and ask: the community's page, inquiries, figures, receipts."""
