"""Pages about people in numbers: tables and charts by age, sex and ethnic group, and of those who come again."""
