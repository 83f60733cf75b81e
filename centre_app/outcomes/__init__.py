"""Does it help: what was planned and delivered, and what moved; read from plans, sessions, instruments, attendance."""
