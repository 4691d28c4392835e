// Keys that work anywhere on the page, where focus goes, and what is said to screen readers.
() => {
  const find = (where) => document.querySelector(where);
  const box = () => find('#question textarea, #question input');
  const isTyping = (place) => place.closest('input, textarea, select, [contenteditable="true"]');

  const live = document.body.appendChild(document.createElement('div'));
  live.className = 'nq-unseen';
  live.setAttribute('aria-live', 'polite');
  document.addEventListener('nq-say', (event) => { live.textContent = event.detail; });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === '/' && !isTyping(event.target)) {
      box()?.focus();
      event.preventDefault();
    }
    if (event.key === 'Escape' && find('#quotes .nq-waiting')) {
      find('#stop').click();
      box()?.focus();
    }
    const isEmptyBox = event.target === box() && !box().value;
    if (event.key === 'ArrowDown' && isEmptyBox) {
      (find('#quotes [aria-pressed="true"]') || find('#quotes .nq-quote'))?.focus();
      event.preventDefault();
    }
  });

  // The button that was pressed goes away; on a touch screen a focused box would open the keyboard.
  document.addEventListener('click', (event) => {
    const isAsking = event.target.closest('#ask, #stop, #ask-understood, #clear, #examples button');
    if (isAsking && matchMedia('(pointer: fine)').matches) setTimeout(() => box()?.focus(), 0);
  });
}
