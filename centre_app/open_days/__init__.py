"""Which days are open: working week, public holidays, closures, extra working days. Ground floor."""
