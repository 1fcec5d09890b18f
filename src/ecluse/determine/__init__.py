"""One shipment, one answer, one trace: classify, require, except, review."""
