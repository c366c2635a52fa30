"""Full-Duplex-Bench v1 and v1.5 and the tick panel: who speaks when, and what happens when both do."""
