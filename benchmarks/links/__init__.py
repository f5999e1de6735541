"""Are the links that editors set found again? See ``__main__``."""
