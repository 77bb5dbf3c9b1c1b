// Runs in the page of results before its own script.
window.acquireVsCodeApi = () => ({ setState() {}, postMessage: message => window.parent.postMessage(message, '*') });

/** Milliseconds from when rows exist until the first of them is painted. */
window.firstPaint = new Promise(resolve => {
  let start;
  window.addEventListener('message', ({ data }) => {
    if (data.type === 'progress') start = data.at;
  });
  new MutationObserver((_, observer) => {
    if (!document.querySelector('#grid .slick-row:not(.loading) .slick-cell.record')) return;
    observer.disconnect();
    // A task behind the frame that paints it.
    requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now() - start)));
  }).observe(document, { subtree: true, childList: true });
});

/** Scrolls a step in each frame, and marks where the frames begin. */
window.scrollBySteps = async (across, step, frames) => {
  const scroller = [...document.querySelectorAll('*')].find(
    element => element.scrollHeight > element.clientHeight + 1000 && element.clientHeight > 200,
  );
  for (let frame = 0; frame <= frames; frame++) {
    await new Promise(requestAnimationFrame);
    performance.mark('frame');
    if (across) scroller.scrollLeft += step;
    else scroller.scrollTop += step;
  }
};
