// Quotes open on a click; arrows move between them; a citation goes to the clipboard.
const say = (words) => document.dispatchEvent(new CustomEvent('nq-say', { detail: words }));
let opened = null; // the quote that is being opened
let next = null; // one that was chosen meanwhile
let waiting;

async function copy(button) {
  const citation = button.dataset.citation;
  try {
    await navigator.clipboard.writeText(citation);
    button.textContent = 'Copied';
    say('Citation copied.');
  } catch { // refused, or the page is not served over https
    const card = button.closest('.nq-card');
    const field = card.querySelector('textarea') || card.appendChild(document.createElement('textarea'));
    field.readOnly = true;
    field.value = citation;
    field.setAttribute('aria-label', 'Citation');
    field.select();
    say('The browser does not let the page copy. The citation is selected: copy it with the keyboard.');
  }
}

// One at a time: answers to two at once may come in any order, and the last choice counts.
function open(quote) {
  if (opened === null) send(quote);
  else next = quote;
}

function send(quote) {
  opened = quote.dataset.quote;
  next = null;
  trigger('click', { quote: Number(opened) });
  // If it is shown already, no answer may be seen.
  const isShown = quote.getAttribute('aria-pressed') === 'true';
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    opened = null;
    if (next) send(next);
  }, isShown ? 500 : 3000);
}

element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-citation]');
  if (button) copy(button);
  const quote = event.target.closest('button[data-quote]');
  if (quote) open(quote);
});

// If the answer to an earlier click replaces the button while it is pressed, no click comes of it.
let pressed = null;
element.addEventListener('pointerdown', (event) => { pressed = event.target.closest('button[data-quote]'); });
element.addEventListener('pointerup', () => {
  if (pressed && !pressed.isConnected) open(pressed);
  pressed = null;
});

element.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = event.target.closest('button.nq-quote');
  if (!step || !here) return;
  const quotes = [...element.querySelectorAll('button.nq-quote')];
  quotes[(quotes.indexOf(here) + step + quotes.length) % quotes.length].focus();
  event.preventDefault();
});

watch('value', () => {
  requestAnimationFrame(() => {
    const told = element.querySelector('[data-say]');
    if (told) say(told.dataset.say);
    if (opened === null) return;
    // The quotes are other elements now.
    const at = (number) => element.querySelector(`button.nq-quote[data-quote="${number}"]`);
    const chosen = next && next.dataset.quote !== opened && at(next.dataset.quote);
    if (chosen) send(chosen);
    else {
      at(opened)?.focus();
      opened = next = null;
      clearTimeout(waiting);
    }
  });
});
