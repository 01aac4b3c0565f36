"""The texts (文本): every sentence by its key, in Chinese and English, in tables by subject."""
