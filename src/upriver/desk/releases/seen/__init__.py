"""What whoever is at the gate may see: releases as they stand, and the ledgers, each checked."""
