"""What may be said in public: a claim in plain English held against cleared figures, and sentences that may be said."""
