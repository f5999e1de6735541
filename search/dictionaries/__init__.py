"""What is made of a whole index to help with typing, in one file that processes map and share."""
