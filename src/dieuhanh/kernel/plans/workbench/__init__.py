"""The workbench of a drafted plan: `rows` loads it, `doubts` says what to look at, `card` and `pressing` open and settle one draft, `page` shows all."""
