"""What each command that simulates does: carry out its study, write it into a folder, say it."""
