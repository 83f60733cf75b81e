"""Forms for phones (XLSForm, XForm) out, filled ones in. Nothing but initials, number and what is due leaves the PC."""
