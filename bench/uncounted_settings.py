"""The settings of the product with one thing less: no visit is counted."""

from dieuhanh.config.settings import *  # noqa: F403 - all of them are meant

MIDDLEWARE = [
    "bench.uncounted.UncountedPages" if name.endswith(".PublicPages") else name
    for name in MIDDLEWARE  # noqa: F405 - from the settings above
]
