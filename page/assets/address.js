// The page's address follows what the visitor is looking at; the value is a query, or empty.
const ours = ['q', 'topic', 'from', 'to', 'asof', 'outlet', 'section', 'article']; // the names in page/address.py
watch('value', () => {
  const query = new URLSearchParams(props.value || '');
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (!ours.includes(name)) query.append(name, value); // such as the theme that was asked for
  }
  history.replaceState(null, '', location.pathname + (query.size ? `?${query}` : ''));
});
