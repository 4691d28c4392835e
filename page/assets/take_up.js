() => {
  const box = document.querySelector('#question textarea, #question input');
  if (box && box.value) document.querySelector('#ask').click();
}
