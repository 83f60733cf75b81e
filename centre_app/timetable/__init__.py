"""The proposed week: from doses, skills, hours, rooms and children's days to a timetable, and the proof of its rules."""
