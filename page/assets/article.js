element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-quote]');
  if (button) trigger('click', { quote: Number(button.dataset.quote) });
});
watch('value', () => {
  requestAnimationFrame(() => {
    const text = element.querySelector('.nq-text');
    const mark = element.querySelector('mark.nq-chosen');
    if (mark) text.scrollTop = mark.offsetTop - text.clientHeight / 3;
  });
});
