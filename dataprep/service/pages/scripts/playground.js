// Two models are asked the same, side by side.

import { element } from "./element.js";
import { get, stream } from "./service.js";

export class Playground {
  constructor(place, ...chosen) {
    this.sides = chosen.length ? chosen.map((name) => new Side(name)) : [new Side(), new Side()];
    while (this.sides.length < 2) this.sides.push(new Side());
    this.sides.forEach((side, index) => side.label(index));
    this.system = element("textarea", { id: "system", rows: "2" });
    this.question = element("textarea", { id: "question", rows: "3", required: true });
    this.heat = element("input", { id: "heat", type: "number", min: "0", max: "2", step: "0.1", value: "0" });
    this.most = element("input", { id: "most", type: "number", min: "1", max: "4096", value: "200" });
    this.button = element("button", {}, "Ask both");
    const form = element(
      "form",
      { onsubmit: (event) => this.ask(event) },
      element("label", { for: "system" }, "System message (optional)"), this.system,
      element("label", { for: "question" }, "Question"), this.question,
      element("div", { class: "pair" },
        element("div", {}, element("label", { for: "heat" }, "Temperature"), this.heat),
        element("div", {}, element("label", { for: "most" }, "Tokens at most"), this.most)),
      element("div", { class: "actions" }, this.button),
    );
    place.replaceChildren(element("h2", {}, "Playground"), form, element("div", { class: "pair" }, this.sides.map((side) => side.box)));
  }

  async refresh() {
    if (this.filled) return;
    const { data } = await get("v1/models");
    this.sides.forEach((side, index) => side.offer(data.map((model) => model.id), index));
    this.filled = true;
  }

  async ask(event) {
    event.preventDefault();
    this.button.disabled = true;
    const said = this.system.value.trim();
    const messages = [
      ...(said ? [{ role: "system", content: said }] : []),
      { role: "user", content: this.question.value },
    ];
    const question = { messages, temperature: Number(this.heat.value), max_tokens: Number(this.most.value) };
    this.asked = new AbortController();
    await Promise.all(this.sides.map((side) => side.ask(question, this.asked.signal)));
    this.button.disabled = false;
  }

  close() {
    this.asked?.abort();
  }
}

class Side {
  constructor(chosen) {
    this.chosen = chosen;
    this.model = element("select");
    this.answer = element("div", { class: "answer", "aria-live": "polite" });
    this.cost = element("p", { class: "quiet" });
  }

  label(index) {
    this.model.id = `model-${index}`;
    this.box = element("section", { "aria-label": `Model ${index + 1}` }, element("label", { for: this.model.id }, `Model ${index + 1}`), this.model, this.answer, this.cost);
  }

  offer(names, index) {
    this.model.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
    this.model.value = names.includes(this.chosen) ? this.chosen : names[Math.min(index, names.length - 1)];
  }

  async ask(question, signal) {
    this.answer.textContent = "";
    this.cost.textContent = "…";
    const begun = performance.now();
    let first, usage;
    try {
      for await (const chunk of stream({ ...question, model: this.model.value }, signal)) {
        const text = chunk.choices[0]?.delta.content;
        if (text) first ??= performance.now();
        if (text) this.answer.append(text);
        usage = chunk.usage ?? usage;
      }
    } catch (error) {
      this.cost.textContent = "";
      if (error.name !== "AbortError") this.answer.textContent = error.message;
      return;
    }
    const seconds = (end) => `${((end - begun) / 1000).toFixed(1)} s`;
    const ended = performance.now();
    const parts = [`${usage.prompt_tokens} + ${usage.completion_tokens} tokens`, seconds(ended)];
    if (first) parts.push(`first after ${seconds(first)}`);
    this.cost.textContent = parts.join(" · ");
  }
}
