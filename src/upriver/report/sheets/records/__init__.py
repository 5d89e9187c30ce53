"""The partnership's registers as a workbook to be edited: laid out once, written as XLSX and as OpenDocument."""
