"""Vietnamese as a library: text, order, numbers, money, dates and ordinals. Pure Python."""
