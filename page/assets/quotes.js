// Quotes open on a click; arrows move between them; a citation goes to the clipboard.
const say = (words) => document.dispatchEvent(new CustomEvent('nq-say', { detail: words }));
let opened = null;

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

function open(quote) {
  opened = quote.dataset.quote;
  trigger('click', { quote: Number(opened) });
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
    // The quote that was opened is another element now.
    const quote = element.querySelector(`button.nq-quote[data-quote="${opened}"]`);
    if (quote?.getAttribute('aria-pressed') === 'false') open(quote); // an earlier click was answered last
    else {
      quote?.focus();
      opened = null;
    }
  });
});
