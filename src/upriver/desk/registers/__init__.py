"""The partnership's own registers: strategy, delivery, consultation, meetings, attestations. Every state of every row is kept."""
