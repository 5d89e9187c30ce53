"""The shelf of sections: one file, one part of the document. Each says its order and makes its pages."""
