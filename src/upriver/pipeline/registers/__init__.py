"""Registers out to workbooks and TOML, and in again: read, held to what is known, and put together with what others changed."""
