"""Reports: choose a document, see it as it is printed, print or save it."""
