// The chosen quote is scrolled to; buttons go to its neighbours, or narrow the search.
let stepped = false;

element.addEventListener('click', (event) => {
  const step = event.target.closest('button[data-quote]');
  if (step) {
    stepped = step.className;
    trigger('click', { quote: Number(step.dataset.quote) });
  }
  const only = event.target.closest('button[data-only]');
  if (only) {
    trigger('select', { quote: Number(only.dataset.only) });
    const said = 'Your next questions are narrowed to this article.';
    document.dispatchEvent(new CustomEvent('nq-say', { detail: said }));
  }
});

watch('value', () => {
  requestAnimationFrame(() => {
    const text = element.querySelector('.nq-text');
    const mark = element.querySelector('mark.nq-chosen');
    if (mark) text.scrollTop = mark.offsetTop - text.clientHeight / 3;
    const chosenIn = document.activeElement?.closest('#quotes, #article, #events');
    const isNarrow = matchMedia('(max-width: 899px)').matches;
    if (mark && chosenIn && (isNarrow || chosenIn.id === 'events')) {
      mark.scrollIntoView({ block: isNarrow ? 'center' : 'nearest' });
    }
    if (stepped) element.querySelector(`.${stepped}`)?.focus();
    stepped = false;
  });
});
