"""x"""
def attribution_phrase(said): return None
