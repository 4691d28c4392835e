(query) => {
  if (typeof query === 'string') history.replaceState(null, '', location.pathname + query);
}
