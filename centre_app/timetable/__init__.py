"""The proposed week: from doses, skills, hours, rooms and children's days to a timetable, its rules proved."""
