"""What a measure or a scenario changes: provisions, answers over the catalogue, and the lines of an
order book.
"""
