"""What documents for one community safety partnership share: its ground, its own figures, and sentences to paste."""
