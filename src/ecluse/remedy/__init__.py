"""What would have to change for the answer to change: the item, the law, or a license; never a
route or a party.
"""
