// Elements are made of text, never of markup: what a file or a model says stays text.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child != null));
  return made;
}

export function facts(pairs) {
  const known = pairs.filter(([, value]) => value != null && value !== "");
  return element("dl", {}, known.map(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

export function status(word) {
  return element("span", { class: `status ${word}` }, word.replaceAll("_", " "));
}

export function time(seconds) {
  return new Date(seconds * 1000).toLocaleString();
}

export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
