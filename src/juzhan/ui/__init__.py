"""The visual language: words in two languages, layouts, components, forms; it imports no app."""
