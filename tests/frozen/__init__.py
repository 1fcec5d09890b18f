"""Drawn questions with their answers, so that no change of an answer goes unseen."""
