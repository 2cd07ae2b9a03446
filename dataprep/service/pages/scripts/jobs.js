// The jobs, and one of them: what happens to it, as it happens.

import { Chart } from "./chart.js";
import { element, facts, status, time } from "./element.js";
import { act, eventsSince, get } from "./service.js";

const ACTIONS = {
  validating_files: ["pause", "cancel"],
  queued: ["pause", "cancel"],
  running: ["pause", "cancel"],
  paused: ["resume", "cancel"],
};

export class Jobs {
  constructor(place, chosen) {
    this.list = element("ul", { class: "list", "aria-label": "Jobs" });
    this.one = element("section", { "aria-label": "The job" });
    place.replaceChildren(element("div", { class: "parts aside" }, element("div", {}, element("h2", {}, "Jobs"), this.list), this.one));
    this.chosen = chosen;
  }

  async refresh() {
    const { data } = await get("v1/fine_tuning/jobs?limit=100");
    const chosen = this.chosen || data[0]?.id;
    const drawn = JSON.stringify(data.map((job) => [job.id, job.status]));
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.list.replaceChildren(...data.map((job) => item(job, job.id === chosen)));
      if (!data.length) this.list.replaceChildren(element("li", { class: "quiet" }, "There is no job yet: dataprep launch train.jsonl --provider local --model …"));
    }
    if (!chosen) return;
    this.job ??= new Job(this.one, chosen);
    await this.job.refresh();
  }

  close() {
    this.job?.close();
  }
}

function item(job, current) {
  const link = { href: `#/jobs/${job.id}`, "aria-current": current && "true" };
  return element("li", {}, element("a", link, status(job.status), ` ${job.user_provided_suffix ?? ""}`, element("small", {}, job.model), element("small", {}, time(job.created_at))));
}

class Job {
  constructor(place, id) {
    this.id = id;
    this.metrics = [];
    this.about = element("div");
    this.actions = element("div", { class: "actions" });
    this.log = element("ol", { class: "log", "aria-label": "What happened", tabindex: "0" });
    this.loss = new Chart("Loss", [
      ["training", "train_loss", "--accent"],
      ["validation", "valid_loss", "--wait"],
    ]);
    this.accuracy = new Chart("Accuracy", [
      ["training", "train_mean_token_accuracy", "--accent"],
      ["validation", "valid_mean_token_accuracy", "--wait"],
    ]);
    this.charts = element("div", { class: "charts" }, this.loss.figure, this.accuracy.figure);
    this.charts.hidden = true;
    place.replaceChildren(this.about, this.actions, this.charts, element("h3", {}, "What happened"), this.log);
  }

  async refresh() {
    const job = await get(`v1/fine_tuning/jobs/${this.id}`);
    const drawn = JSON.stringify(job);
    if (drawn !== this.drawn) this.show(job);
    this.drawn = drawn;
    const events = await eventsSince(this.id, this.last);
    if (!events.length) return;
    this.last = events.at(-1).id;
    this.tell(events);
  }

  tell(events) {
    const follows = this.log.scrollTop + this.log.clientHeight >= this.log.scrollHeight - 4;
    this.log.append(...events.map(line));
    if (follows) this.log.scrollTop = this.log.scrollHeight;
    const metrics = events.filter((event) => event.type === "metrics").map((event) => event.data);
    if (!metrics.length) return;
    this.metrics.push(...metrics);
    this.charts.hidden = false;
    this.loss.show(this.metrics);
    this.accuracy.show(this.metrics);
  }

  show(job) {
    const { n_epochs: epochs, batch_size: batch, learning_rate_multiplier: rate } = job.hyperparameters;
    this.about.replaceChildren(
      element("h2", {}, job.fine_tuned_model ?? job.id),
      facts([
        ["status", status(job.status)],
        ["why", job.error?.message],
        ["job", job.id],
        ["base", job.model],
        ["method", job.method.type],
        ["epochs", `${epochs}, batches of ${batch}, learning rate × ${rate}`],
        ["trained tokens", job.trained_tokens?.toLocaleString()],
        ["training file", element("a", { href: `#/files/${job.training_file}` }, job.training_file)],
        ["validation file", job.validation_file && element("a", { href: `#/files/${job.validation_file}` }, job.validation_file)],
        ["begun", time(job.created_at)],
        ["ended", job.finished_at && time(job.finished_at)],
      ]),
    );
    const compare = `#/playground/${encodeURIComponent(job.model)}/${encodeURIComponent(job.fine_tuned_model)}`;
    this.actions.replaceChildren(
      ...(ACTIONS[job.status] ?? []).map((name) => element("button", { type: "button", onclick: () => this.do(name) }, name)),
      ...(job.fine_tuned_model ? [element("a", { href: compare }, "Compare it with its base")] : []),
    );
  }

  async do(name) {
    try {
      await act(`v1/fine_tuning/jobs/${this.id}/${name}`);
      await this.refresh();
    } catch (error) {
      dispatchEvent(new CustomEvent("trouble", { detail: error }));
    }
  }

  close() {
    this.loss.close();
    this.accuracy.close();
  }
}

function line(event) {
  const at = new Date(event.created_at * 1000);
  const stamp = element("time", { datetime: at.toISOString() }, at.toLocaleTimeString());
  return element("li", { class: event.level }, stamp, event.message);
}
