watch('value', () => {
  requestAnimationFrame(() => {
    const mark = element.querySelector('mark.nq-chosen');
    const box = element.querySelector('.nq-text');
    if (mark && box) box.scrollTop = mark.offsetTop - box.offsetTop - box.clientHeight / 3;
  });
});
