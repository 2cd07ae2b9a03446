// The files, and one of them: what lint finds in it.

import { element, facts, size, status, time } from "./element.js";
import { get, upload } from "./service.js";

export class Files {
  constructor(place, chosen) {
    this.list = element("ul", { class: "list", "aria-label": "Files" });
    this.one = element("section", { "aria-label": "The file" });
    this.chosen = chosen;
    const field = element("input", { id: "file", type: "file", accept: ".jsonl", onchange: () => this.add(field) });
    const adding = element("div", {}, element("label", { for: "file" }, "Upload a training file"), field);
    place.replaceChildren(element("div", { class: "parts aside" }, element("div", {}, element("h2", {}, "Files"), this.list, adding), this.one));
  }

  async refresh() {
    const { data } = await get("v1/files?limit=100");
    const drawn = JSON.stringify(data);
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.list.replaceChildren(...data.map((file) => item(file, file.id === this.chosen)));
      if (!data.length) this.list.replaceChildren(element("li", { class: "quiet" }, "There is no file yet."));
    }
    const file = data.find((each) => each.id === this.chosen);
    if (!file || this.shown) return;
    this.shown = true;
    await this.show(file);
  }

  async show(file) {
    const about = facts([["file", file.id], ["size", size(file.bytes)], ["purpose", file.purpose], ["uploaded", time(file.created_at)]]);
    const waiting = element("p", { class: "quiet", role: "status" }, "Linting …");
    this.one.replaceChildren(element("h2", {}, file.filename), about, waiting);
    if (file.purpose !== "fine-tune") return waiting.replaceWith(element("p", { class: "quiet" }, "It is not for training: nothing is linted."));
    waiting.replaceWith(...report(await get(`dataprep/files/${file.id}/report`)));
  }

  async add(field) {
    try {
      const file = await upload(field.files[0]);
      location.hash = `#/files/${file.id}`;
    } catch (error) {
      dispatchEvent(new CustomEvent("trouble", { detail: error }));
    }
  }

  close() {}
}

function item(file, current) {
  const link = { href: `#/files/${file.id}`, "aria-current": current && "true" };
  return element("li", {}, element("a", link, file.filename, element("small", {}, `${file.purpose}, ${size(file.bytes)}`), element("small", {}, time(file.created_at))));
}

function report(found) {
  const [file] = found.files;
  const counts = `${found.target}: errors ${found.errors}, warnings ${found.warnings}, records ${file.records}`;
  const verdict = found.errors ? "error" : found.warnings ? "warnings" : "clean";
  const rows = found.findings.map((each) =>
    element("tr", {}, element("td", {}, each.line == null ? "file" : String(each.line)), element("td", {}, element("span", { class: `status ${each.severity}` }, each.severity)), element("td", {}, `${each.code} ${each.name}`), element("td", {}, each.message)),
  );
  const head = element("tr", {}, ["Line", "Severity", "Rule", "What it found"].map((name) => element("th", { scope: "col" }, name)));
  return [
    element("h3", {}, "Lint"),
    element("p", {}, element("span", { class: `status ${verdict}` }, counts)),
    rows.length ? element("div", { class: "scroll" }, element("table", {}, element("thead", {}, head), element("tbody", {}, rows))) : "",
  ];
}
