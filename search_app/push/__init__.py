"""How do programs add, change and delete articles? Through a port that the command line implements.

The application does not know the archive. ``port`` says what it asks for, ``records`` checks what clients
send, ``hooks`` reads what content management systems send on save, and ``replays`` remembers answers by their
Idempotency-Key.
"""
