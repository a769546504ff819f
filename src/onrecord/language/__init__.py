"""Pure text primitives and reviewed tables that several stages need."""
