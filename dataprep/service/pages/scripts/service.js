// What the service is asked: OpenAI's endpoints, and our report of a file.

export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

const KEY = "dataprep-key";

export function setKey(key) {
  sessionStorage.setItem(KEY, key);
}

async function answered(path, options = {}) {
  const key = sessionStorage.getItem(KEY);
  const headers = { ...options.headers, ...(key ? { authorization: `Bearer ${key}` } : {}) };
  let answer;
  try {
    answer = await fetch(path, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused("The service does not answer; is it still running?", 0);
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => null);
  throw new Refused(said?.error?.message ?? `${answer.status} ${answer.statusText}`, answer.status);
}

export async function get(path) {
  return (await answered(path)).json();
}

export async function act(path) {
  return (await answered(path, { method: "POST" })).json();
}

export async function upload(file) {
  const form = new FormData();
  form.set("purpose", "fine-tune");
  form.set("file", file);
  return (await answered("v1/files", { method: "POST", body: form })).json();
}

// Events come newest first: pages are asked for until one is known already.
export async function eventsSince(job, known) {
  const found = [];
  for (let after = ""; ; ) {
    const page = await get(`v1/fine_tuning/jobs/${job}/events?limit=100${after}`);
    for (const event of page.data) {
      if (event.id === known) return found.reverse();
      found.push(event);
    }
    if (!page.has_more) return found.reverse();
    after = `&after=${page.last_id}`;
  }
}

// Gives each chunk of an answer as it comes.
export async function* stream(question, signal) {
  const answer = await answered("v1/chat/completions", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...question, stream: true, stream_options: { include_usage: true } }),
    signal,
  });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let kept = ""; ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (kept + value).split("\n\n");
    kept = events.pop();
    for (const event of events) {
      const data = event.replace(/^data: /, "");
      if (data !== "[DONE]") yield JSON.parse(data);
    }
  }
}
