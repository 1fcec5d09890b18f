"""Any answer as plain, versioned data with a JSON Schema; no room is known here."""
