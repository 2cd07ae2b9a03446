// Which part is shown, kept up to date every other second while the page is looked at.

import { Files } from "./files.js";
import { Jobs } from "./jobs.js";
import { Playground } from "./playground.js";
import { setKey } from "./service.js";

const PARTS = { jobs: Jobs, files: Files, playground: Playground };
const PAUSE = 2000;

const content = document.getElementById("content");
const trouble = document.getElementById("trouble");
const key = document.getElementById("key");

let shown;
let timer;

function show() {
  const [name, ...chosen] = location.hash.replace(/^#\//, "").split("/").map(decodeURIComponent);
  const part = name in PARTS ? name : "jobs";
  shown?.close();
  shown = new PARTS[part](content, ...chosen);
  document.title = `${part} · dataprep service`;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === `#/${part}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  refresh();
}

async function refresh() {
  clearTimeout(timer);
  const now = shown;
  try {
    if (!document.hidden) await now.refresh();
    trouble.hidden = key.hidden = true;
  } catch (error) {
    tell(error);
  }
  if (now === shown) timer = setTimeout(refresh, PAUSE);
}

function tell(error) {
  key.hidden = error.status !== 401;
  trouble.hidden = error.status === 401;
  trouble.textContent = error.message;
}

key.addEventListener("submit", (event) => {
  event.preventDefault();
  setKey(document.getElementById("key-field").value);
  show();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  // The hash says which part is shown.
  event.preventDefault();
  content.focus();
});
addEventListener("trouble", (event) => tell(event.detail));
addEventListener("hashchange", show);
show();
