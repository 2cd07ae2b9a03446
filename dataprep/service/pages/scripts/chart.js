// A chart of metrics over steps, drawn by uPlot in the colours of the page.

/* global uPlot */

const HEIGHT = 220;

export class Chart {
  // LINES are [label, name of the metric, colour variable].
  constructor(title, lines) {
    this.lines = lines;
    this.figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    caption.textContent = title;
    this.figure.append(caption);
    this.resized = new ResizeObserver(() => this.plot?.setSize(this.size()));
    this.resized.observe(this.figure);
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.redrawn = () => this.plot?.redraw();
    this.dark.addEventListener("change", this.redrawn);
  }

  show(metrics) {
    const drawn = this.lines.filter(([, name]) => metrics.some((each) => each[name] != null));
    const data = [
      metrics.map((each) => each.step),
      ...drawn.map(([, name]) => metrics.map((each) => each[name] ?? null)),
    ];
    if (this.plot && drawn.length === this.drawn) return this.plot.setData(data);
    this.plot?.destroy();
    this.drawn = drawn.length;
    this.plot = new uPlot(this.options(drawn), data, this.figure);
  }

  options(drawn) {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name);
    const axis = { stroke: () => colour("--quiet"), grid: { stroke: () => colour("--line"), width: 1 } };
    return {
      ...this.size(),
      scales: { x: { time: false } },
      axes: [{ ...axis }, { ...axis, size: 50 }],
      series: [
        { label: "step" },
        ...drawn.map(([label, , name]) => ({
          label,
          stroke: () => colour(name),
          width: 2,
          spanGaps: true,
          value: (_, value) => (value == null ? "–" : value.toFixed(3)),
        })),
      ],
    };
  }

  size() {
    return { width: Math.max(this.figure.clientWidth, 200), height: HEIGHT };
  }

  close() {
    this.resized.disconnect();
    this.dark.removeEventListener("change", this.redrawn);
    this.plot?.destroy();
  }
}
