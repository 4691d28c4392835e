// Quotes open on a click; arrows move between them; a citation goes to the clipboard.
element.addEventListener('click', async (event) => {
  const copy = event.target.closest('button[data-citation]');
  if (copy) {
    await navigator.clipboard.writeText(copy.dataset.citation);
    copy.textContent = 'Copied';
    return;
  }
  const button = event.target.closest('button[data-quote]');
  if (button) trigger('click', { quote: Number(button.dataset.quote) });
});
element.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = event.target.closest('button.nq-quote');
  if (!step || !here) return;
  const quotes = [...element.querySelectorAll('button.nq-quote')];
  quotes[(quotes.indexOf(here) + step + quotes.length) % quotes.length].focus();
  event.preventDefault();
});
