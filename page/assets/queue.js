// While a question waits, Gradio writes "queue: 4/5" beside this line. Here it is said in words.
const block = element.closest('.block');
let due = null;

function words() {
  const found = block.querySelector('.progress-text')?.textContent.match(/queue: (\d+)\//);
  if (!found) return '';
  const ahead = Number(found[1]) - 1;
  if (ahead === 0) return 'Your question is next.';
  return ahead === 1 ? '1 question is ahead of yours.' : `${ahead} questions are ahead of yours.`;
}

function tell() {
  due = null;
  const said = words();
  if (said && !element.textContent) document.dispatchEvent(new CustomEvent('nq-say', { detail: said }));
  if (element.textContent !== said) element.textContent = said;
}

function look() {
  if (words() === element.textContent) return;
  if (element.textContent) tell();
  else due ??= setTimeout(tell, 300); // most questions never wait
}

new MutationObserver(look).observe(block, { childList: true, subtree: true, characterData: true });
look();
