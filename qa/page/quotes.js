element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-quote]');
  if (button) trigger('click', { quote: Number(button.dataset.quote) });
});
