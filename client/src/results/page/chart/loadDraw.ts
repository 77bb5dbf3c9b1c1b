import type { Draw } from './drawing.ts';

let loaded: Promise<Draw> | undefined;

/** The bundle that draws, loaded once. The page's own script knows its address, and the nonce that lets it in. */
export function loadDraw(script: HTMLScriptElement): Promise<Draw> {
  loaded ??= load(script).catch(error => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

function load({ dataset, nonce }: HTMLScriptElement): Promise<Draw> {
  return new Promise((resolve, reject) => {
    const added = document.createElement('script');
    added.nonce = nonce;
    added.src = dataset.chart ?? '';
    added.addEventListener('load', () => resolve(window.drawChart!));
    added.addEventListener('error', () => reject(new Error('resultsChart.js')));
    document.body.append(added);
  });
}
