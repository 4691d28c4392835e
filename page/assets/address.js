// The page's address follows what the visitor is looking at; the value is a query, or empty.
watch('value', () => {
  history.replaceState(null, '', location.pathname + (props.value || ''));
});
