"""x"""
def find_denial(article, sentence): return None
