watch('value', () => {
  requestAnimationFrame(() => {
    const text = element.querySelector('.nq-text');
    const mark = element.querySelector('mark.nq-chosen');
    if (mark) text.scrollTop = mark.offsetTop - text.clientHeight / 3;
  });
});
