"""The board member's part: three answers on one page, one's own actions, and sign-offs."""
