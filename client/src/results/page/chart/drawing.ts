// What the page and the bundle that draws charts have in common.
import type { ChartData } from './plot.ts';

export type Shape = 'bar' | 'line';

export interface Drawing {
  readonly data: ChartData;
  readonly shape: Shape;
  /** What the axes show. */
  readonly axisTitle: string;
  readonly valueTitle: string;
  readonly number: (value: number) => string;
}

/** Draws on the canvas, in the colors of the theme as it is now; what was there before goes. */
export type Draw = (canvas: HTMLCanvasElement, drawing: Drawing) => void;

declare global {
  interface Window {
    /** Set by the bundle resultsChart, which is loaded when somebody wants to see a chart. */
    drawChart?: Draw;
  }
}
