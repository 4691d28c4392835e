// What the line tells is said to screen readers too.
watch('value', () => {
  requestAnimationFrame(() => {
    const told = element.querySelector('[data-say]');
    if (told) document.dispatchEvent(new CustomEvent('nq-say', { detail: told.dataset.say }));
  });
});
