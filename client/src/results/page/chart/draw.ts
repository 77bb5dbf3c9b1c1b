// The bundle that draws charts (dist/resultsChart.js).
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { color } from 'chart.js/helpers';
import type { Drawing } from './drawing.ts';

Chart.register(
  BarController,
  BarElement,
  LineController,
  LineElement,
  PointElement,
  CategoryScale,
  LinearScale,
  Tooltip,
  Legend,
);

/** Of the theme. Its orange for charts is that of the minimap, which is too faint for a line. */
const hues = ['charts-blue', 'charts-green', 'charts-purple', 'charts-red', 'charts-yellow', 'terminal-ansiCyan'];
/** So that colors are not all that tells lines apart. */
const points = ['circle', 'rect', 'triangle', 'rectRot', 'cross', 'star'] as const;
/** The colors come a second time: dashed lines, and points that are hollow or of another shape, as the legend shows. */
const laterPoints = ['circle', 'rect', 'triangle', 'rectRot', 'crossRot', 'dash'] as const;

let drawn: Chart | undefined;

window.drawChart = (canvas, drawing) => {
  drawn?.destroy();
  drawn = new Chart(canvas, configurationOf(drawing));
};

function configurationOf(drawing: Drawing): ChartConfiguration {
  const { data, shape } = drawing;
  const theme = themeOf(document.body);
  return {
    type: shape,
    data: {
      labels: [...data.labels],
      datasets: data.series.map(({ name, points: values }, index) => ({
        label: name,
        data: [...values],
        ...(shape === 'bar' ? barStyle(theme, index) : lineStyle(theme, index)),
      })),
    },
    options: optionsOf(drawing, theme),
  };
}

function optionsOf(
  { data, shape, axisTitle, valueTitle, number }: Drawing,
  theme: Theme,
): ChartConfiguration['options'] {
  const isSideways = shape === 'bar' && !data.isTime && data.labels.length <= 30 && data.labels.some(isLong);
  const title = (text: string) => ({ display: true, text, color: theme.muted, font: theme.font });
  const labels = { color: theme.text, font: theme.font };
  const names = {
    type: 'category',
    title: title(axisTitle),
    ticks: labels,
    grid: { display: false },
    border: { color: theme.lines },
  } as const;
  const amounts = {
    type: 'linear',
    beginAtZero: shape === 'bar',
    title: title(valueTitle),
    ticks: { ...labels, callback: (value: string | number) => number(Number(value)) },
    grid: { color: theme.lines },
    border: { color: theme.lines },
  } as const;
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    indexAxis: isSideways ? 'y' : 'x',
    interaction: { mode: 'index', axis: isSideways ? 'y' : 'x', intersect: false },
    scales: isSideways ? { x: amounts, y: names } : { x: names, y: amounts },
    plugins: {
      legend: {
        display: data.series.length > 1,
        position: 'bottom',
        labels: { ...labels, usePointStyle: true, boxWidth: 8, boxHeight: 8 },
      },
      tooltip: {
        ...tooltipStyle(theme),
        callbacks: {
          label: ({ dataset, raw }) => `${dataset.label || valueTitle}: ${raw === null ? '–' : number(Number(raw))}`,
        },
      },
    },
  };
}

const isLong = (label: string) => label.length > 14;

interface Theme {
  readonly text: string;
  readonly muted: string;
  readonly lines: string;
  readonly page: string;
  readonly background: string;
  readonly border: string;
  readonly isHighContrast: boolean;
  readonly font: { readonly family: string; readonly size: number };
  readonly hue: (index: number) => string;
}

/** https://code.visualstudio.com/api/references/theme-color#chart-colors */
function themeOf(body: HTMLElement): Theme {
  const style = getComputedStyle(body);
  const variable = (name: string, fallback: string) => style.getPropertyValue(`--vscode-${name}`) || fallback;
  const text = variable('charts-foreground', style.color);
  const border = variable('contrastBorder', '');
  return {
    text,
    muted: variable('descriptionForeground', text),
    lines: color(border || text)
      .alpha(border ? 0.4 : 0.15)
      .rgbString(),
    page: style.backgroundColor,
    background: variable('editorHoverWidget-background', style.backgroundColor),
    border: variable('editorHoverWidget-border', text),
    isHighContrast: border !== '',
    font: { family: style.fontFamily, size: Number.parseFloat(style.fontSize) || 13 },
    hue: index => variable(hues[index % hues.length]!, text),
  };
}

function barStyle(theme: Theme, index: number) {
  const hue = theme.hue(index);
  const isSecondRound = index >= hues.length;
  return {
    backgroundColor: isSecondRound ? color(hue).alpha(0.5).rgbString() : hue,
    borderColor: theme.isHighContrast ? theme.text : hue,
    borderWidth: theme.isHighContrast || isSecondRound ? 1 : 0,
    maxBarThickness: 48,
  };
}

function lineStyle(theme: Theme, index: number) {
  const hue = theme.hue(index);
  const isSecondRound = index >= hues.length;
  return {
    borderColor: hue,
    backgroundColor: isSecondRound ? theme.page : hue,
    borderWidth: 2,
    borderDash: isSecondRound ? [6, 4] : [],
    pointStyle: (isSecondRound ? laterPoints : points)[index % points.length]!,
    pointBorderWidth: 2,
    pointRadius: 4,
    spanGaps: true,
  };
}

function tooltipStyle({ background, border, text, font }: Theme) {
  return {
    backgroundColor: background,
    borderColor: border,
    borderWidth: 1,
    titleColor: text,
    bodyColor: text,
    titleFont: font,
    bodyFont: font,
    usePointStyle: true,
  };
}
