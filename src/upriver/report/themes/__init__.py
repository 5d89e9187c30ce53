"""A partnership's own name, logo and colours: read, held to contrast, made fit for pages."""
