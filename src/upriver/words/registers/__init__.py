"""The partnership's own records: each register is one word, and the same word is its sheet, its form and its command."""
