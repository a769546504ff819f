"""The project that trains the bundled reader; the package `onrecord` never imports it."""
