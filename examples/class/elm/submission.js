// Handed in by mistake before anything was written.
