"""The widget: two custom elements that bring search and related articles to pages of other sites."""
