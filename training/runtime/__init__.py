"""Text to attributions by the trained network: what moves to `onrecord.read` once its weights are bundled."""
