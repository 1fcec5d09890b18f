"""All wording, by key, in English and French, a table for each subject; no room is known here."""
