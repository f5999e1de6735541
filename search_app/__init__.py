"""How do readers and programs reach the search? A Flask application, and the command line."""
