"""Twenty thousand drawn questions with their answers, so that no change of an answer goes unseen."""
