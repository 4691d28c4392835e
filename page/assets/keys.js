// Keys that work anywhere on the page, where focus goes, and what is said to screen readers.
() => {
  const find = (where) => document.querySelector(where);
  const boxes = () => [...document.querySelectorAll(':is(#question, #topic) :is(textarea, input)')];
  const box = () => boxes().find((each) => each.offsetParent); // that of the view that is open
  const isTyping = (place) => place.closest('input, textarea, select, [contenteditable="true"]');

  const live = document.body.appendChild(document.createElement('div'));
  live.className = 'nq-unseen';
  live.setAttribute('aria-live', 'polite');
  document.addEventListener('nq-say', (event) => { live.textContent = event.detail; });

  // Some of Gradio's parts have no names, and come and go; so they are named whenever they come.
  const each = (where, change) => document.querySelectorAll(where).forEach(change);
  const name = () => {
    each('button.calendar:not([aria-label])', (button) => {
      const day = button.parentElement.parentElement.innerText.trim();
      button.setAttribute('aria-label', `Calendar: ${day}`);
      button.previousElementSibling.setAttribute('aria-label', day);
    });
    each('textarea.edit-textarea:not([aria-label])', (field) => {
      field.setAttribute('aria-label', 'Edited question');
    });
    // The bars have no words; the fields under them do the same.
    each('#histogram svg:not([aria-hidden]), #coverage svg:not([aria-hidden])', (bars) => bars.setAttribute('aria-hidden', 'true'));
  };
  // The last question stays at the top of the talk, and its answer below it.
  let last = '';
  const showLast = () => {
    const talk = find('#chat .bubble-wrap');
    const rows = [...document.querySelectorAll('#chat .message-row')];
    const now = `${rows.length} ${rows.at(-1)?.innerText}`;
    const asked = rows.findLast((row) => row.matches('.user-row'));
    if (talk && asked && now !== last) talk.scrollTop += asked.getBoundingClientRect().top - talk.getBoundingClientRect().top - 8;
    last = now;
  };
  new MutationObserver(() => { name(); showLast(); }).observe(document.body, { childList: true, subtree: true });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    // In an empty box a slash is meant for the page, too: no question begins with one.
    if (event.key === '/' && (!isTyping(event.target) || (event.target === box() && !box().value))) {
      box()?.focus();
      event.preventDefault();
    }
    if (event.key === 'Escape' && find('#quotes .nq-waiting, #queue .prose:not(:empty)')) {
      find('#stop').click();
      box()?.focus();
    }
    const isEmptyBox = event.target === box() && (!box().value || box().closest('#topic'));
    if (event.key === 'ArrowDown' && isEmptyBox) {
      const list = box().closest('#topic') ? '#events' : '#quotes';
      (find(`${list} [aria-pressed="true"]`) || find(`${list} .nq-quote`))?.focus();
      event.preventDefault();
    }
  });

  // The button that was pressed goes away; on a touch screen a focused box would open the keyboard.
  document.addEventListener('click', (event) => {
    const isAsking = event.target.closest('#ask, #stop, #ask-understood, #clear, #examples button');
    if (isAsking && matchMedia('(pointer: fine)').matches) setTimeout(() => box()?.focus(), 0);
  });
}
