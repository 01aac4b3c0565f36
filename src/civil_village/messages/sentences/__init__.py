"""The sentences (文本): each by its key, in Chinese and English, in tables by subject."""
