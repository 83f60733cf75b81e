"""What is printed and exported: documents, tables, charts."""
