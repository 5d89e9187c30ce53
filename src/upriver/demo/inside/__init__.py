"""Who is in the fictional partnership's workspace, and what people there say."""
