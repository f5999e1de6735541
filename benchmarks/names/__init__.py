"""Names: does a query with one name find the articles that have it, and no others?"""
