"""All wording, by key, in English and French; no room is known here."""
